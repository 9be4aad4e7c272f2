using System.Collections.Concurrent;
using System.Diagnostics;

namespace Amp.ServiceStandIn;

/// <summary>Keeps the model from answering sooner than any real one does: not before the CLI has stopped talking to the service.</summary>
/// <remarks>
/// The April CLI (0.0.1776788459) names a new thread, and then fetches it, while it asks the model. When the answer is faster, the
/// fetched thread overwrites the one with the answer in it, and the CLI waits for ever for a tool that it has forgotten (3 of 64 runs
/// on a busy machine). A real model takes a second and more.
/// </remarks>
/// <param name="quiet">How long the CLI must not have called the service.</param>
internal sealed class AnswerPace(TimeSpan quiet)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, long> _lastCall = new(StringComparer.Ordinal);

    /// <summary>Notes that a call of the service has come or has been answered.</summary>
    public void Note(string apiKey) => _lastCall[apiKey] = Stopwatch.GetTimestamp();

    /// <summary>Waits until the runs of a key have been quiet for long enough; a second at most, for many may run at once.</summary>
    public async Task WaitAsync(string apiKey, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        while (Left(apiKey) is var left && left > TimeSpan.Zero && Stopwatch.GetElapsedTime(began) < Longest)
        {
            await Task.Delay(left, cancellationToken);
        }
    }

    private TimeSpan Left(string apiKey) =>
        _lastCall.TryGetValue(apiKey, out var last) ? quiet - Stopwatch.GetElapsedTime(last) : TimeSpan.Zero;
}
