namespace Amp.Streaming;

/// <summary>What a JSON value is. The two kinds of strings come first, so that one comparison finds them.</summary>
internal enum JsonKind : byte
{
    /// <summary>A string of ASCII, escapes included.</summary>
    String,

    /// <summary>A string that holds characters outside ASCII as they are.</summary>
    StringNonAscii,

    /// <summary>A number without fraction and exponent, other than <c>-0</c>.</summary>
    Integer,

    /// <summary>Any other number.</summary>
    Number,

    True,
    False,
    Null,
    Object,
    Array,
}
