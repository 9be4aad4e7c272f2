namespace Amp.Streaming;

/// <inheritdoc/>
internal sealed class LineScanner<TBlock> : LineScanner
    where TBlock : struct, IByteBlock<TBlock>
{
    public override int Scan(ReadOnlySpan<byte> buffer, int pos, LineIndex index) => new Scan<TBlock>(buffer, index).Root(pos);
}
