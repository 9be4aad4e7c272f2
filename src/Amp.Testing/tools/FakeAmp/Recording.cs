using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Amp.Testing.Player;

/// <summary>Replays what a real CLI wrote, with the pauses that it made.</summary>
internal sealed class Recording
{
    private readonly byte[] _output;
    private readonly byte[] _error;
    private readonly double _scale;
    private readonly bool _hangs;
    private readonly string[] _timings;
    private int _outputPosition;
    private int _errorPosition;

    public Recording(JsonElement step)
    {
        _output = Read(step, "stdout");
        _error = Read(step, "stderr");
        _scale = step.GetProperty("scale").GetDouble();
        _hangs = step.GetProperty("hangs").GetBoolean();
        _timings = step.TryGetProperty("timings", out var path) ? File.ReadAllLines(path.GetString()!) : [];
    }

    /// <summary>The thread of the recording, from its first line; null when that says none.</summary>
    public string? SessionId
    {
        get
        {
            var text = System.Text.Encoding.UTF8.GetString(_output.AsSpan(0, Math.Min(_output.Length, 4096)));
            return text.Split("\"session_id\":\"", 2) is [_, var rest] && rest.IndexOf('"') is var end and > 0 ? rest[..end] : null;
        }
    }

    public void Play(Output output)
    {
        var started = Stopwatch.GetTimestamp();

        foreach (var timing in _timings)
        {
            if (timing.Split(' ') is [[.. var time, 's'], var kind, ..] words && double.TryParse(time, CultureInfo.InvariantCulture, out var at))
            {
                Play(output, kind, words, () => WaitUntil(started, at));
            }
        }

        // What nobody timed: the whole of an untimed recording, or what was lost on the way to the clock.
        output.Write(_output.AsSpan(_outputPosition));
        output.WriteError(_error.AsSpan(_errorPosition));
    }

    private static byte[] Read(JsonElement step, string name)
    {
        if (!step.TryGetProperty(name, out var path))
        {
            return [];
        }

        using var file = File.OpenRead(path.GetString()!);
        using Stream content = file.Name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private void Play(Output output, string kind, string[] words, Action wait)
    {
        switch (kind)
        {
            case "stdout":
                var end = _output.AsSpan(_outputPosition).IndexOf((byte)'\n');
                var line = _output.AsSpan(_outputPosition, end < 0 ? _output.Length - _outputPosition : end + 1);

                // The recorder saw a last line without an end only when it killed the CLI: it was out long before.
                if (!(_hangs && end < 0))
                {
                    wait();
                }

                output.Write(line);
                _outputPosition += line.Length;
                break;
            case "stderr" when words is [_, _, "chunk", var count, ..]:
                var size = Math.Min(int.Parse(count, CultureInfo.InvariantCulture), _error.Length - _errorPosition);
                wait();
                output.WriteError(_error.AsSpan(_errorPosition, size));
                _errorPosition += size;
                break;
            case "exit" when !_hangs:
                output.Write(_output.AsSpan(_outputPosition));
                _outputPosition = _output.Length;
                wait();
                break;
        }
    }

    private void WaitUntil(long started, double seconds)
    {
        var rest = TimeSpan.FromSeconds(seconds * _scale) - Stopwatch.GetElapsedTime(started);
        if (rest > TimeSpan.Zero)
        {
            Thread.Sleep(rest);
        }
    }
}
