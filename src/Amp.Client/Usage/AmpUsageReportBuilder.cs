using Amp.Client.Usage;

namespace Amp.Client;

/// <summary>Counts what threads and runs used. Keeps the figures of what it is given, not the texts. Not thread-safe.</summary>
/// <param name="timeZone">Whose days are meant; UTC when <see langword="null"/>.</param>
public sealed class AmpUsageReportBuilder(TimeZoneInfo? timeZone = null)
{
    private readonly Dictionary<string, CountedThread> _threads = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];
    private readonly TimeZoneInfo _timeZone = timeZone ?? TimeZoneInfo.Utc;
    private int _nameless;

    /// <summary>Adds a thread. Of two forms of one thread the newer counts.</summary>
    /// <param name="thread">The thread.</param>
    /// <returns>This builder.</returns>
    public AmpUsageReportBuilder Add(AmpThread thread)
    {
        ArgumentNullException.ThrowIfNull(thread);
        if (Of(thread.Info.Id.Value).Take(thread) && (thread.Problem ?? thread.Messages.FirstOrDefault(static message => message.Problem is not null)?.Problem) is { } problem)
        {
            AddProblem($"{thread.Info.Id.Value} was not read whole: {problem.Reason}");
        }

        return this;
    }

    /// <summary>Adds a transcript. Several runs of one thread add up; what its thread says, if that is added too, goes before them, whichever comes first.</summary>
    /// <param name="transcript">Of a thread or of a run.</param>
    /// <returns>This builder.</returns>
    public AmpUsageReportBuilder Add(AmpTranscript transcript)
    {
        ArgumentNullException.ThrowIfNull(transcript);
        if (transcript.Thread is { } thread)
        {
            return Add(thread);
        }

        // Runs without a thread are not one run.
        Of(transcript.ThreadId?.Value ?? $"{AmpUsageRow.Unknown}-{++_nameless}").Take(transcript);
        foreach (var problem in transcript.Problems)
        {
            AddProblem($"{transcript.ThreadId?.Value ?? "A run"}: {problem}");
        }

        return this;
    }

    /// <summary>Counts what was added so far.</summary>
    public AmpUsageReport Build() => UsageCount.Of(_threads, _timeZone, [.. _problems]);

    internal void AddProblem(string problem) => _problems.Add(problem);

    private CountedThread Of(string id)
    {
        if (!_threads.TryGetValue(id, out var thread))
        {
            _threads[id] = thread = new();
        }

        return thread;
    }
}
