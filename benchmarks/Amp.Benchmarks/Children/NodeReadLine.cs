using System.Diagnostics;
using System.Text.Json;
using Amp.Benchmarks.Reading;

namespace Amp.Benchmarks.Children;

/// <summary>A Node process that stays, so that it is warm, and makes a pass whenever it is asked.</summary>
internal sealed class NodeReadLine : IDisposable
{
    private readonly Process _process = Self.Start(NodePrograms.Command("readline.mjs"), redirectInput: true);

    /// <summary>Makes a pass over a file.</summary>
    /// <exception cref="InvalidDataException">It could not read the file; the message says why.</exception>
    public async Task<(TimeSpan Time, Tally Tally)> ReadAsync(string path)
    {
        await _process.StandardInput.WriteLineAsync(path);
        await _process.StandardInput.FlushAsync();
        var line = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidDataException("Node ended.");
        using var answer = JsonDocument.Parse(line);
        var fields = answer.RootElement;
        if (fields.TryGetProperty("error", out var error))
        {
            throw new InvalidDataException(error.GetString());
        }

        var tally = new Tally(Number("messages"), Number("blocks"), Number("characters"));
        return (TimeSpan.FromMicroseconds(Number("nanoseconds") / 1e3), tally);

        long Number(string name) => fields.GetProperty(name).GetInt64();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
