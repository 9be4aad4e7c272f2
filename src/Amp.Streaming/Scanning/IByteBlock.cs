namespace Amp.Streaming;

/// <summary>64 bytes of JSON text, to be asked which of them are special. Bit <c>i</c> of every answer stands for byte <c>i</c>.</summary>
/// <remarks>
/// One implementation for each width of vector, and one without vectors. All give the same answers; which one a reader uses
/// is chosen once (<see cref="LineScanner.Default"/>). Answers are computed when asked for: ask for no more than is needed.
/// </remarks>
internal interface IByteBlock<TSelf>
    where TSelf : struct, IByteBlock<TSelf>
{
    /// <summary>Whether this processor runs this implementation at full speed.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Takes the 64 bytes that begin here.</summary>
    static abstract TSelf Load(ref byte source);

    /// <summary>Looks for errors of UTF-8 in the 64 bytes that begin here.</summary>
    /// <returns>The bytes that cannot stand after those before them; a sequence that breaks off is an error at the byte after it.</returns>
    /// <remarks>Looks at the three bytes before, too: they must be there.</remarks>
    static abstract ulong Utf8Errors(ref byte source);

    /// <summary>Where a run of plain text ends: a quote, a backslash, or a control character (below 0x20).</summary>
    ulong Stops { get; }

    /// <summary>The quotes, <c>"</c>.</summary>
    ulong Quotes { get; }

    /// <summary>The backslashes.</summary>
    ulong Backslashes { get; }

    /// <summary>The control characters, below 0x20. A string must not hold one.</summary>
    ulong Controls { get; }

    /// <summary>The bytes of characters outside ASCII, 0x80 and above.</summary>
    ulong NonAscii { get; }

    /// <summary>The characters that may follow a backslash: <c>"\/bfnrtu</c>.</summary>
    ulong Escapable { get; }

    /// <summary>The letters <c>u</c>, which begin an escape of six bytes.</summary>
    ulong LettersU { get; }
}
