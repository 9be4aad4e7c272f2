namespace Amp.Streaming;

/// <summary>A defect of the stream: where it is, what it is, and what could be saved.</summary>
/// <remarks>A defect never costs another message: those before, beside and after it are delivered in their order.</remarks>
public sealed record MalformedLine
{
    /// <summary>The number of the line, from 1. Blank lines count.</summary>
    public required long LineNumber { get; init; }

    /// <summary>Where the line begins: how many bytes of the stream stand before it.</summary>
    public required long ByteOffset { get; init; }

    /// <summary>The length of the line in bytes, without its line break. For a broken object, of all its lines.</summary>
    public required long Length { get; init; }

    /// <summary>What is wrong with it.</summary>
    public required MalformedLineReason Reason { get; init; }

    /// <summary>How many messages were read from it all the same. They are delivered after this report.</summary>
    /// <value>Zero or more; zero means that the line's content is lost.</value>
    public int RecoveredMessages { get; init; }

    /// <summary>The beginning of the line, for a log: at most <see cref="MaxSampleLength"/> characters, control characters replaced, what looks like a secret taken out.</summary>
    public string Sample
    {
        get => field ??= Source?.ToString() ?? "";
        init;
    }

    /// <summary>What <see cref="Sample"/> is made of when it is asked for.</summary>
    internal LineSample? Source { private get; init; }

    /// <summary>The longest <see cref="Sample"/>, in UTF-16 characters.</summary>
    public const int MaxSampleLength = 256;

    /// <summary>Compares the place, the reason and the sample.</summary>
    /// <param name="other">What to compare with.</param>
    public bool Equals(MalformedLine? other) =>
        other is not null
        && (LineNumber, ByteOffset, Length, Reason, RecoveredMessages) == (other.LineNumber, other.ByteOffset, other.Length, other.Reason, other.RecoveredMessages)
        && Sample == other.Sample;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(LineNumber, ByteOffset, Length, Reason, RecoveredMessages);
}
