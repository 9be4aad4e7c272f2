namespace Amp.Client;

/// <summary>Keeps CLI processes started, so that a run's first message does not wait the one to two seconds that a CLI takes to start.</summary>
/// <remarks>
/// <para>
/// A process waits for one kind of run: new threads with the same CLI, arguments, settings, key, environment and directory. It is used once. Anything that
/// differs, or has changed since it was started, makes a run start its own process, as does a pool that has none ready. Runs that continue a thread, or that
/// have <see cref="AmpRunOptions.OnPermission"/> or <see cref="AmpRunOptions.ToolServers"/>, never take one.
/// </para>
/// <para>
/// The pool fills after the first run of a kind, or by <see cref="IAmpClient.WarmUpAsync"/>, and again whenever a process was taken. What a CLI reads at its start, such as toolbox
/// programs and MCP servers, is as old as the process. A waiting process takes about 200 MB, and does not count as one of
/// <see cref="AmpClientOptions.MaxConcurrentRuns"/>.
/// </para>
/// </remarks>
public sealed class AmpWarmPoolOptions
{
    /// <summary>How many processes wait for each kind of run.</summary>
    /// <value>From 0 to 32. The default is 0: no pool.</value>
    public int Size { get; set; }

    /// <summary>How many processes wait in all. For another kind of run, the one that has waited longest is ended.</summary>
    /// <value>From 1 to 256. The default is 8.</value>
    public int MaxProcesses { get; set; } = 8;

    /// <summary>How long a process waits at most. Then it is ended, and only the next run of its kind brings a new one.</summary>
    /// <value>More than zero, at most a day. The default is 10 minutes.</value>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromMinutes(10);
}
