namespace Amp.Client.Usage;

/// <summary>Counts the threads of a store, one after another.</summary>
internal static class StoreUsage
{
    public static async Task<AmpUsageReport> ReadAsync(IAmpThreadStore threads, AmpThreadListOptions? options, TimeZoneInfo? timeZone, CancellationToken cancellationToken)
    {
        var builder = new AmpUsageReportBuilder(timeZone);
        HashSet<AmpThreadId> seen = [];
        await foreach (var file in threads.ListAsync(options, cancellationToken).ConfigureAwait(false))
        {
            if (file.Thread is { } thread && seen.Add(thread.Id))
            {
                try
                {
                    // Removed since it was listed: then there is nothing to count.
                    _ = await threads.ReadAsync(thread.Id, cancellationToken).ConfigureAwait(false) is { } whole ? builder.Add(whole) : builder;
                }
                catch (AmpThreadException e)
                {
                    builder.AddProblem($"{thread.Id.Value} was not counted: {e.Problem.Reason}");
                }
            }
        }

        return builder.Build();
    }
}
