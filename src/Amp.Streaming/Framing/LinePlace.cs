namespace Amp.Streaming;

/// <summary>Where a line stands in the stream; see <see cref="MalformedLine"/>.</summary>
internal readonly record struct LinePlace(long Number, long Offset, long Length);
