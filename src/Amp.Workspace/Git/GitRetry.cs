namespace Amp.Workspace;

/// <summary>Tries an action again while another process holds a lock of git's.</summary>
public static class GitRetry
{
    /// <summary>Runs an action until it works, fails for another reason than a lock, or was tried often enough.</summary>
    /// <typeparam name="T">What the action gives back.</typeparam>
    /// <param name="action">The action. It must be harmless to run again after it failed on a lock.</param>
    /// <param name="config">How often and how far apart; the defaults of <see cref="GitRetryConfig"/> when <see langword="null"/>.</param>
    /// <param name="clock">What measures the pauses; the system's when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives up, also during a pause.</param>
    /// <returns>What the action gave back, and how often it was tried.</returns>
    /// <exception cref="GitException">The action's own, of the last try.</exception>
    public static async Task<GitRetryResult<T>> RunAsync<T>(Func<CancellationToken, Task<T>> action, GitRetryConfig? config = null, TimeProvider? clock = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(action);
        config ??= new();
        if (config.Problem() is { Length: > 0 } problem)
        {
            throw new ArgumentException($"{nameof(GitRetryConfig)}.{problem}", nameof(config));
        }

        var total = TimeSpan.Zero;
        for (var retry = 0; ; retry++)
        {
            try
            {
                var result = await action(cancellationToken).ConfigureAwait(false);
                return new() { Result = result, Attempts = retry + 1, TotalDelayMs = total.TotalMilliseconds };
            }
            catch (GitException e) when (e.Kind is GitErrorKind.Locked && retry < config.MaxRetries)
            {
                var pause = config.Delay(retry, Random.Shared.NextDouble());
                await Task.Delay(pause, clock ?? TimeProvider.System, cancellationToken).ConfigureAwait(false);
                total += pause;
            }
        }
    }
}
