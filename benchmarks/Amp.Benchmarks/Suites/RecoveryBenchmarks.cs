using System.Text;
using System.Text.Json;
using Amp.Benchmarks.Corpora;
using Amp.Benchmarks.Reading;
using Amp.Benchmarks.Reading.SystemTextJson;
using BenchmarkDotNet.Attributes;

namespace Amp.Benchmarks.Suites;

/// <summary>1 MiB of chat in which some lines were cut in the middle.</summary>
[ShortRunJob]
public class RecoveryBenchmarks
{
    private byte[] _lines = [];

    [Params(0, 1, 50)]
    public int BrokenPercent { get; set; }

    [GlobalSetup]
    public void Break()
    {
        using var lines = new MemoryStream();
        ReadOnlySpan<byte> rest = CorpusStore.Get("chat", megabytes: 1).Bytes;
        for (var number = 0; !rest.IsEmpty; number++)
        {
            var length = rest.IndexOf((byte)'\n');

            // 37 and 100 have no common divisor: the broken lines are spread evenly.
            lines.Write(rest[..(number * 37 % 100 < BrokenPercent ? length / 2 : length)]);
            lines.WriteByte((byte)'\n');
            rest = rest[(length + 1)..];
        }

        _lines = lines.ToArray();
    }

    /// <summary>What a program does that knows of broken lines. <c>DeserializeAsyncEnumerable</c> cannot go on after one.</summary>
    [Benchmark(Baseline = true)]
    public async Task<long> ReadLineAndCatch()
    {
        var messages = 0L;
        using var reader = new StreamReader(new MemoryStream(_lines), Encoding.UTF8, detectEncodingFromByteOrderMarks: false, ReadMethod.BufferSize);
        while (await reader.ReadLineAsync() is { } line)
        {
            try
            {
                messages += JsonSerializer.Deserialize(line, JsonModel.Default.JsonMessage) is null ? 0 : 1;
            }
            catch (Exception e) when (e is JsonException or NotSupportedException)
            {
                // A broken line: a polymorphic model without its type is NotSupported, not a JsonException.
            }
        }

        return messages;
    }

    [Benchmark]
    public Task<long> Frames() => ReadAsync(ReadMethods.Frames);

    [Benchmark]
    public Task<long> Typed() => ReadAsync(ReadMethods.Typed);

    private async Task<long> ReadAsync(string method) => (await ReadMethods.Create(method).ReadAsync(new MemoryStream(_lines))).Messages;
}
