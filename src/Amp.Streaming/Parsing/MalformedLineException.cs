namespace Amp.Streaming;

/// <summary>A line could not be read, and the reader was asked to throw (<see cref="MalformedLinePolicy.Throw"/>).</summary>
public sealed class MalformedLineException : FormatException
{
    /// <summary>Says which line it was.</summary>
    /// <param name="line">The line.</param>
    public MalformedLineException(MalformedLine line)
        : base($"Line {line?.LineNumber} of the stream, at byte {line?.ByteOffset} and {line?.Length} bytes long, cannot be read: {line?.Reason}. It begins: {line?.Sample}")
    {
        ArgumentNullException.ThrowIfNull(line);
        Line = line;
    }

    /// <summary>The line.</summary>
    public MalformedLine Line { get; }
}
