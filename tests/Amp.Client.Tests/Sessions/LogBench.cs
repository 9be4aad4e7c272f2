using Amp.Client.Sessions.Journal;
using Amp.Streaming;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amp.Client.Tests.Sessions;

/// <summary>A session's log alone, without processes, in a folder of its own.</summary>
internal sealed class LogBench : IDisposable
{
    public static readonly AmpSessionId Session = "s";

    private readonly List<EventLog> _logs = [];

    public LogBench(long segmentBytes = 4096, long maxBytes = 1024 * 1024) => Limits = new(segmentBytes, maxBytes, AmpSessionDurability.Process);

    public JournalLimits Limits { get; }

    public string Folder { get; } = Directory.CreateTempSubdirectory("amp-log-").FullName;

    public string LastFile => Directory.GetFiles(Folder, "*.jsonl").Order(StringComparer.Ordinal).Last();

    public EventLog Create() => Keep(new(Session, new(Folder, Limits, [], length: 0, header: 0), SessionState.None, TimeProvider.System));

    public async Task<EventLog?> ReopenAsync() =>
        await JournalRecovery.OpenAsync(Folder, Limits, NullLogger.Instance, CancellationToken.None) is var (journal, state) ? Keep(new(Session, journal, state, TimeProvider.System)) : null;

    /// <summary>An event that is told apart by a number.</summary>
    public static AmpTurnMessageEvent Said(long number, int padding = 0) =>
        new("m", new AssistantMessage { SessionId = "T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd", Content = [new TextBlock($"{number} {new string('x', padding)}")] });

    public static async Task<List<AmpSessionEvent>> ReadAsync(EventLog log, long after = 0, bool follow = false) =>
        await new EventReader(log, after).ReadAsync(follow, CancellationToken.None).ToListAsync();

    public static async Task<long[]> NumbersAsync(EventLog log, long after = 0) => [.. (await ReadAsync(log, after)).Select(happened => happened.SequenceNumber)];

    public static long[] Range(long first, long last) => [.. Enumerable.Range(0, (int)(last - first + 1)).Select(i => first + i)];

    public void Dispose()
    {
        _logs.ForEach(log => log.Dispose());
        Directory.Delete(Folder, recursive: true);
    }

    private EventLog Keep(EventLog log)
    {
        _logs.Add(log);
        return log;
    }
}
