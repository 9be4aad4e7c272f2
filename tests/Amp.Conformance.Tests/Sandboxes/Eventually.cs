using System.Diagnostics;

namespace Amp.Conformance.Tests.Sandboxes;

/// <summary>Waits for what another process is about to do: a kill is a request, and a tool takes a moment to start.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <returns>Whether it came to hold.</returns>
    public static async Task<bool> HoldsAsync(Func<bool> condition)
    {
        var waited = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Pause);
        while (!condition())
        {
            if (waited.Elapsed > Limit)
            {
                return false;
            }

            await timer.WaitForNextTickAsync();
        }

        return true;
    }
}
