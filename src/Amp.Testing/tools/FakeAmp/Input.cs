using System.Text;

namespace Amp.Testing.Player;

/// <summary>Takes in all of standard input as it comes, so that no writer is ever held up, and hands it out by lines or whole.</summary>
internal sealed class Input
{
    private readonly object _gate = new();
    private byte[] _bytes = new byte[4 * 1024];
    private int _length;
    private int _next;
    private bool _hasEnded;

    public int LinesTaken { get; private set; }

    /// <summary>Begins to read, into memory and into a file.</summary>
    /// <param name="copy">The path of the file that keeps what came.</param>
    /// <param name="reads">False leaves the pipe to fill up, as a CLI does that is stuck before it reads.</param>
    public void Start(string copy, bool reads)
    {
        if (!reads)
        {
            return;
        }

        // A terminal never ends, and nobody is typing.
        if (!Console.IsInputRedirected)
        {
            _hasEnded = true;
            return;
        }

        new Thread(() => Read(copy)) { IsBackground = true, Name = "stdin" }.Start();
    }

    /// <summary>Waits until the writer has closed the pipe, and gives all that came.</summary>
    public string WaitForAll()
    {
        Wait(() => _hasEnded);
        return Encoding.UTF8.GetString(_bytes, 0, _length);
    }

    /// <summary>Waits for one more line; null when the input has ended first.</summary>
    public string? NextLine()
    {
        string? line = null;
        Wait(() => TryTakeLine(out line) || _hasEnded);
        return line;
    }

    private void Read(string copy)
    {
        var buffer = new byte[64 * 1024];
        using var input = Console.OpenStandardInput();
        using var file = new FileStream(copy, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

        while (true)
        {
            var read = input.Read(buffer);

            // The file first: what a step has seen, a test can read back.
            file.Write(buffer, 0, read);

            lock (_gate)
            {
                Append(buffer.AsSpan(0, read));
                _hasEnded = read is 0;
                Monitor.PulseAll(_gate);
            }

            if (read is 0)
            {
                return;
            }
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + bytes.Length));
        }

        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Wait(Func<bool> condition)
    {
        lock (_gate)
        {
            while (!condition())
            {
                Monitor.Wait(_gate);
            }
        }
    }

    private bool TryTakeLine(out string? line)
    {
        var rest = _bytes.AsSpan(_next, _length - _next);
        var end = rest.IndexOf((byte)'\n');
        line = null;

        if (end < 0 && !(_hasEnded && rest.Length > 0))
        {
            return false;
        }

        var length = end < 0 ? rest.Length : end;
        _next += end < 0 ? rest.Length : end + 1;
        LinesTaken++;
        line = Encoding.UTF8.GetString(rest[..length]);
        return true;
    }
}
