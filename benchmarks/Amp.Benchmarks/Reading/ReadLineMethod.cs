using System.Text;
using System.Text.Json;
using Amp.Benchmarks.Reading.SystemTextJson;

namespace Amp.Benchmarks.Reading;

/// <summary>What most programs do: <c>StreamReader.ReadLineAsync</c> and a source-generated <c>Deserialize</c> of each line.</summary>
internal sealed class ReadLineMethod() : ReadMethod(ReadMethods.ReadLine, TallyDepth.Text)
{
    public override async ValueTask<Tally> ReadAsync(Stream input)
    {
        var tally = default(Tally);
        using var reader = new StreamReader(input, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, BufferSize);
        while (await reader.ReadLineAsync() is { } line)
        {
            tally.Messages++;
            JsonSerializer.Deserialize(line, JsonModel.Default.JsonMessage)!.Count(ref tally);
        }

        return tally;
    }
}
