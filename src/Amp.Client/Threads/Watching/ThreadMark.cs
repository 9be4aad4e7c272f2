using System.Globalization;
using System.Text;

namespace Amp.Client.Threads;

/// <summary>What was told of a thread: of each message its fingerprint, of the thread the last one. As text, lines of the form <c>m 0:…,1:…</c>, <c>s …</c>, <c>p …</c>, <c>d</c>.</summary>
internal sealed class ThreadMark
{
    private const int Digits = 16;

    /// <summary>By number; those without one by place, counted down from -1.</summary>
    public Dictionary<long, ulong> Messages { get; private init; } = [];

    public ulong? State { get; set; }

    public ulong? Problem { get; set; }

    public bool IsDeleted { get; set; }

    public ThreadMark Copy() => new() { Messages = new(Messages), State = State, Problem = Problem, IsDeleted = IsDeleted };

    public static string MessageLine(AmpThreadId thread, long key, ulong print) => string.Create(CultureInfo.InvariantCulture, $"\n{thread.Value} m {key}:{print:x16}\n");

    public static string StateLine(AmpThreadId thread, ulong print) => string.Create(CultureInfo.InvariantCulture, $"\n{thread.Value} s {print:x16}\n");

    public static string ProblemLine(AmpThreadId thread, ulong print) => string.Create(CultureInfo.InvariantCulture, $"\n{thread.Value} p {print:x16}\n");

    public static string DeletedLine(AmpThreadId thread) => $"\n{thread.Value} d\n";

    /// <summary>Whether a line without its thread is whole.</summary>
    public static bool IsValid(ReadOnlySpan<char> line)
    {
        switch (line)
        {
            case "d":
                return true;
            case ['s' or 'p', ' ', .. var print]:
                return TryPrint(print, out _);
            case ['m', ' ', .. var messages]:
                foreach (var range in messages.Split(','))
                {
                    if (!TryMessage(messages[range], out _, out _))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return false;
        }
    }

    /// <summary>Takes over a line that is valid.</summary>
    public void Advance(ReadOnlySpan<char> line)
    {
        switch (line)
        {
            case "d":
                IsDeleted = true;
                break;
            case ['s', ' ', .. var print] when TryPrint(print, out var state):
                (State, Problem, IsDeleted) = (state, null, false);
                break;
            case ['p', ' ', .. var print] when TryPrint(print, out var problem):
                Problem = problem;
                break;
            case ['m', ' ', .. var messages]:
                foreach (var range in messages.Split(','))
                {
                    if (TryMessage(messages[range], out var key, out var print))
                    {
                        Messages[key] = print;
                    }
                }

                break;
        }
    }

    public void Write(StringBuilder text, AmpThreadId thread)
    {
        if (State is { } state)
        {
            text.Append(StateLine(thread, state));
        }

        if (Problem is { } problem)
        {
            text.Append(ProblemLine(thread, problem));
        }

        if (Messages.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{thread.Value} m ");
            foreach (var (key, print) in Messages)
            {
                text.Append(CultureInfo.InvariantCulture, $"{key}:{print:x16},");
            }

            text.Length--;
            text.Append('\n');
        }

        if (IsDeleted)
        {
            text.Append(DeletedLine(thread));
        }
    }

    private static bool TryMessage(ReadOnlySpan<char> text, out long key, out ulong print)
    {
        print = 0;
        key = 0;
        return text.IndexOf(':') is > 0 and var colon
            && long.TryParse(text[..colon], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out key)
            && TryPrint(text[(colon + 1)..], out print);
    }

    private static bool TryPrint(ReadOnlySpan<char> text, out ulong print)
    {
        print = 0;
        return text.Length == Digits && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out print);
    }
}
