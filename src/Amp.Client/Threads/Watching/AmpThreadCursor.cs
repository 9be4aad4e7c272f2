using System.Text;
using Amp.Client.Threads;

namespace Amp.Client;

/// <summary>How far a watch has come, thread by thread: which messages were told, and what they were then. Survives a restart as text.</summary>
/// <remarks>
/// Advance it past a change once the change is dealt with, and save it; a watch that begins with it tells what it has not got past, and nothing else. With one write to store both what
/// was done and the change's <see cref="AmpThreadChange.Position"/>, each change is dealt with exactly once, also over a crash. Grows by 18 bytes of text a message. Thread-safe.
/// </remarks>
public sealed class AmpThreadCursor
{
    private const string Header = "amp-cursor 1";

    private readonly Lock _lock = new();
    private readonly Dictionary<AmpThreadId, ThreadMark> _marks = [];
    private bool _isStarted;

    /// <summary>Makes a cursor that is past nothing.</summary>
    public AmpThreadCursor()
    {
    }

    /// <summary>Whether it is past the beginning of a watch. Only then is what it does not know new.</summary>
    public bool IsStarted
    {
        get
        {
            lock (_lock)
            {
                return _isStarted;
            }
        }
    }

    /// <summary>Reads a cursor.</summary>
    /// <param name="text">What <see cref="ToString"/> gave, or positions one after the other. Lines that are damaged, such as the last one before a crash, are passed over.</param>
    public static AmpThreadCursor Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var cursor = new AmpThreadCursor();
        cursor.Advance(text);
        return cursor;
    }

    /// <summary>Goes past a change.</summary>
    /// <param name="change">The change.</param>
    public void Advance(AmpThreadChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Advance(change.Position);
    }

    /// <summary>Goes past a change.</summary>
    /// <param name="position">The <see cref="AmpThreadChange.Position"/> of the change.</param>
    public void Advance(string position)
    {
        ArgumentNullException.ThrowIfNull(position);
        lock (_lock)
        {
            var rest = position.AsSpan();

            // A line without its end is one that was not written whole.
            while (rest.IndexOf('\n') is >= 0 and var end)
            {
                AdvanceLine(rest[..end].TrimEnd('\r'));
                rest = rest[(end + 1)..];
            }
        }
    }

    /// <summary>Gives the cursor as text, in as few lines as it can.</summary>
    public override string ToString()
    {
        lock (_lock)
        {
            var text = new StringBuilder();
            if (_isStarted)
            {
                text.Append(Started);
            }

            foreach (var (thread, mark) in _marks)
            {
                mark.Write(text, thread);
            }

            return text.ToString();
        }
    }

    internal static string Started => $"\n{Header}\n";

    /// <summary>A copy to be worked with by one at a time.</summary>
    internal Dictionary<AmpThreadId, ThreadMark> CopyMarks()
    {
        lock (_lock)
        {
            return _marks.ToDictionary(static mark => mark.Key, static mark => mark.Value.Copy());
        }
    }

    private void AdvanceLine(ReadOnlySpan<char> line)
    {
        if (line.SequenceEqual(Header))
        {
            _isStarted = true;
            return;
        }

        var space = line.IndexOf(' ');
        if (space < 0 || !AmpThreadId.TryParse(line[..space].ToString(), null, out var thread) || !ThreadMark.IsValid(line[(space + 1)..]))
        {
            return;
        }

        if (!_marks.TryGetValue(thread, out var mark))
        {
            _marks[thread] = mark = new();
        }

        mark.Advance(line[(space + 1)..]);
    }
}
