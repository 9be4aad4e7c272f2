namespace Amp.Streaming;

/// <summary>What is wrong with a line.</summary>
public enum MalformedLineReason
{
    /// <summary>The line is plain text, not JSON: a notice, a login prompt, a stray print. So is a number or a word alone, such as <c>42</c>: no message is one.</summary>
    NotJson,

    /// <summary>The line begins like JSON, with <c>{</c> or <c>[</c>, but breaks the grammar.</summary>
    InvalidJson,

    /// <summary>The line is the beginning of a JSON object that was never finished.</summary>
    Truncated,

    /// <summary>The line is longer than <see cref="AmpStreamReaderOptions.MaxLineBytes"/>. It was passed over in constant memory.</summary>
    TooLong,

    /// <summary>Objects and lists are nested deeper than 1,000.</summary>
    TooDeep,

    /// <summary>The line holds bytes that are not UTF-8. Each was read as U+FFFD.</summary>
    InvalidUtf8,

    /// <summary>The line holds more than one JSON object.</summary>
    MultipleValues,

    /// <summary>A byte order mark stands before the object.</summary>
    ByteOrderMark,

    /// <summary>NUL bytes stand around the object, as a sparse file or a torn write leaves them.</summary>
    NulBytes,

    /// <summary>One object was broken over two lines.</summary>
    SplitValue,

    /// <summary>Other text, such as a colour sequence or a progress line, stands before or after a message. A message that a text only quotes is left in it.</summary>
    SurroundingText,
}
