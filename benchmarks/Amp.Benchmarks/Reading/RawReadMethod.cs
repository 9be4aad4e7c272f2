namespace Amp.Benchmarks.Reading;

/// <summary>The bound of everything: reads the bytes and drops them.</summary>
internal sealed class RawReadMethod() : ReadMethod(ReadMethods.Raw, TallyDepth.None)
{
    public override async ValueTask<Tally> ReadAsync(Stream input)
    {
        var buffer = new byte[BufferSize];
        while (await input.ReadAsync(buffer) > 0)
        {
        }

        return default;
    }
}
