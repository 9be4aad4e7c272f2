using System.Text;

namespace Amp.Benchmarks.Children;

/// <summary>One message of any length, made as it is read: a tool result with an escape every 40 bytes, 4 KB at a time.</summary>
internal sealed class LongLineStream : Stream
{
    private const int ChunkLength = 4096;
    private static readonly byte[] Head = Encoding.UTF8.GetBytes("""{"type":"user","message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_01","content":" """[..^1]);
    private static readonly byte[] Tail = Encoding.UTF8.GetBytes("""!","is_error":false}]},"parent_tool_use_id":null,"session_id":"T-1"}""" + '\n');
    private static readonly byte[] Body = [.. Enumerable.Repeat("the parser reads one \\\"token\\\" after it\\n"u8.ToArray(), 1024).SelectMany(static b => b)];

    private readonly long _bodyEnd;
    private long _position;

    /// <summary>Makes a line.</summary>
    /// <param name="length">About how long, in bytes: rounded to whole repetitions of the text.</param>
    public LongLineStream(long length)
    {
        _bodyEnd = Head.Length + (Math.Max(1, length / Body.Length) * Body.Length);
        Length = _bodyEnd + Tail.Length;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var part = Part();
        var count = Math.Min(Math.Min(part.Length, ChunkLength), buffer.Length);
        part[..count].CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer, offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private ReadOnlySpan<byte> Part() => _position < Head.Length ? Head.AsSpan((int)_position)
        : _position < _bodyEnd ? Body.AsSpan((int)((_position - Head.Length) % Body.Length))
        : Tail.AsSpan((int)(_position - _bodyEnd));
}
