using System.Text.Json;

namespace Amp.Benchmarks.Reading;

/// <summary>The bound of everything built on <c>Utf8JsonReader</c>: it steps over the tokens of each line and reads none.</summary>
internal sealed class TokeniseMethod() : ReadMethod(ReadMethods.Tokenise, TallyDepth.None)
{
    public override async ValueTask<Tally> ReadAsync(Stream input)
    {
        var tally = default(Tally);
        var buffer = new byte[BufferSize];
        var held = 0;
        while (await input.ReadAsync(buffer.AsMemory(held)) is var read and > 0)
        {
            var rest = Tokenise(buffer.AsSpan(0, held + read), ref tally);
            rest.CopyTo(buffer);
            held = rest.Length;
            if (held == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }

        Tokenise(buffer.AsSpan(0, held));
        return tally;
    }

    private static ReadOnlySpan<byte> Tokenise(ReadOnlySpan<byte> lines, ref Tally tally)
    {
        while (lines.IndexOf((byte)'\n') is var end and >= 0)
        {
            Tokenise(lines[..end]);
            tally.Messages++;
            lines = lines[(end + 1)..];
        }

        return lines;
    }

    private static void Tokenise(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = 1000 });
        while (reader.Read())
        {
        }
    }
}
