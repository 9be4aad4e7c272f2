using System.Text.RegularExpressions;

namespace Amp.Client.Processes;

/// <summary>The last lines of standard error: bounded, without control sequences.</summary>
internal sealed partial class StandardErrorTail(Func<string, string> redact)
{
    private const int MaxLines = 20;
    private const int MaxLineLength = 2_000;

    private readonly Queue<string> _lines = new(MaxLines);

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Reads to the end. Always running, because a full pipe would stop the CLI.</summary>
    public async Task PumpAsync(TextReader reader)
    {
        var buffer = new char[4096];
        var line = new System.Text.StringBuilder();
        try
        {
            int read;
            while ((read = await reader.ReadAsync(buffer).ConfigureAwait(false)) > 0)
            {
                foreach (var c in buffer.AsSpan(0, read))
                {
                    if (c == '\n')
                    {
                        Add(line);
                    }
                    else if (line.Length < MaxLineLength)
                    {
                        line.Append(c);
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The pipe was closed on our side because the process is gone.
        }

        Add(line);
    }

    private void Add(System.Text.StringBuilder line)
    {
        // The CLI ends nearly every failed run with the control sequences that reset a terminal.
        var text = redact(ControlSequence().Replace(line.ToString(), "")).TrimEnd();
        line.Clear();
        if (text.Length == 0)
        {
            return;
        }

        lock (_lines)
        {
            if (_lines.Count == MaxLines)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(text);
        }
    }

    [GeneratedRegex(@"\x1B(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1B]*(?:\x07|\x1B\\)|[@-_])|[\x00-\x08\x0B-\x1F\x7F]")]
    private static partial Regex ControlSequence();
}
