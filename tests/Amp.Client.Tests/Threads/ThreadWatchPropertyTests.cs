using System.Globalization;

namespace Amp.Client.Tests.Threads;

public sealed class ThreadWatchPropertyTests(Xunit.Abstractions.ITestOutputHelper output)
{
    // AMP_WATCH_SEEDS=20000 takes some minutes.
    private static readonly int Seeds = int.TryParse(Environment.GetEnvironmentVariable("AMP_WATCH_SEEDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var seeds) ? seeds : 20;

    [Fact(Timeout = 1_800_000)]
    public async Task Every_message_is_told_once_however_writes_reads_and_deaths_interleave()
    {
        var (restarts, deletions, halves, changes) = (0, 0, 0, 0);
        for (var seed = 0; seed < Seeds; seed++)
        {
            using var property = new ThreadWatchProperty(seed);
            try
            {
                await property.RunAsync(steps: 120);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {seed}: {e.Message}", e);
            }

            restarts += property.Restarts;
            deletions += property.Deletions;
            halves += property.HalfWritten;
            changes += property.Changes;
        }

        // A dice that never falls on something proves nothing of it.
        Assert.True(restarts > Seeds && deletions > Seeds && halves > Seeds && changes > Seeds);
        output.WriteLine($"{Seeds} seeds: {restarts} restarts, {deletions} deletions, {halves} half-written files, {changes} changed messages.");
    }
}
