using System.IO.Pipelines;
using System.Text.Json;
using Amp.Benchmarks.Reading.SystemTextJson;

namespace Amp.Benchmarks.Reading;

/// <summary>The BCL's own way: <c>DeserializeAsyncEnumerable</c> with <c>topLevelValues</c>, source-generated, polymorphic.</summary>
internal sealed class EnumerableMethod(string name, bool fromPipe) : ReadMethod(name, TallyDepth.Text)
{
    public override async ValueTask<Tally> ReadAsync(Stream input)
    {
        var tally = default(Tally);
        await foreach (var message in Messages(input))
        {
            tally.Messages++;
            message!.Count(ref tally);
        }

        return tally;
    }

    private IAsyncEnumerable<JsonMessage?> Messages(Stream input) => fromPipe
        ? JsonSerializer.DeserializeAsyncEnumerable(PipeReader.Create(input, new(bufferSize: BufferSize)), JsonModel.Default.JsonMessage, topLevelValues: true)
        : JsonSerializer.DeserializeAsyncEnumerable(input, JsonModel.Default.JsonMessage, topLevelValues: true);
}
