using Amp.Client.Usage;

namespace Amp.Client;

/// <summary>What threads and runs used: in all, by thread, by model, by tool and by day. Immutable.</summary>
/// <remarks>
/// Each figure says where it comes from, and nothing counts twice: of one thread, the ledger goes before what the thread says beside it, and that before its streams;
/// a sub-agent that has a thread in the report counts there and not in the thread that called it.
/// </remarks>
public sealed record AmpUsageReport
{
    /// <summary>All of it.</summary>
    public required AmpUsageRow Total { get; init; }

    /// <summary>By thread, the largest first.</summary>
    public IReadOnlyList<AmpUsageRow> Threads { get; init; } = [];

    /// <summary>By model, the largest first.</summary>
    public IReadOnlyList<AmpUsageRow> Models { get; init; } = [];

    /// <summary>By tool, the most called first. Tokens and credits are those that were spent on its behalf, which sub-agents do; they are among those of the threads and models too.</summary>
    public IReadOnlyList<AmpUsageRow> Tools { get; init; } = [];

    /// <summary>By day, the oldest first.</summary>
    public IReadOnlyList<AmpUsageRow> Days { get; init; } = [];

    /// <summary>What could not be counted, in words.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Counts all threads of a store. One of them is in memory at a time.</summary>
    /// <param name="threads">The threads.</param>
    /// <param name="options">Which of them.</param>
    /// <param name="timeZone">Whose days are meant; UTC when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The report. Threads that cannot be read, and those beyond <see cref="AmpThreadStoreOptions.MaxThreadBytes"/>, are in <see cref="Problems"/>.</returns>
    public static Task<AmpUsageReport> ReadAsync(IAmpThreadStore threads, AmpThreadListOptions? options = null, TimeZoneInfo? timeZone = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(threads);
        return StoreUsage.ReadAsync(threads, options, timeZone, cancellationToken);
    }

    /// <summary>Counts one transcript.</summary>
    /// <param name="transcript">Of a thread or of a run.</param>
    /// <param name="timeZone">Whose days are meant; UTC when <see langword="null"/>.</param>
    public static AmpUsageReport Of(AmpTranscript transcript, TimeZoneInfo? timeZone = null) => new AmpUsageReportBuilder(timeZone).Add(transcript).Build();
}
