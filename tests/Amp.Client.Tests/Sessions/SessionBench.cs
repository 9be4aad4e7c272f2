using Amp.Testing;

namespace Amp.Client.Tests.Sessions;

/// <summary>A folder for sessions, a CLI that plays a script in real processes, and hosts over both, one after the other.</summary>
internal sealed class SessionBench : IAsyncDisposable
{
    /// <summary>Milliseconds that a test which runs processes may take.</summary>
    public const int Limit = 60_000;

    private readonly List<IAsyncDisposable> _hosts = [];

    private readonly bool _ownsCli;

    private SessionBench(FakeAmp cli, bool ownsCli) => (Cli, _ownsCli) = (cli, ownsCli);

    /// <summary>An agent that repeats what it was told.</summary>
    public static AmpScript Parrot { get; } = AmpScript.New.Says("You said: ${prompt}").ThenSucceeds();

    public FakeAmp Cli { get; }

    public string Root { get; } = Directory.CreateTempSubdirectory("amp-sessions-").FullName;

    public string Folder => Path.Combine(Root, "sessions");

    public static SessionBench Playing(AmpScript script) => new(FakeAmp.Playing(script), ownsCli: true);

    /// <summary>A bench of its own over a CLI that others use too.</summary>
    public static SessionBench Over(FakeAmp cli) => new(cli, ownsCli: false);

    /// <summary>Starts a host. It ends with the bench, unless it is disposed of before.</summary>
    public SessionManager Open(
        Action<AmpSessionManagerOptions>? configure = null,
        IAmpEnvironmentRegistry? environments = null,
        TimeProvider? clock = null,
        Action<AmpClientOptions>? configureClient = null)
    {
        var clientOptions = new AmpClientOptions { CliPath = Cli.Path, ShutdownGracePeriod = TimeSpan.FromSeconds(1), WorkingDirectory = Root };
        configureClient?.Invoke(clientOptions);
        var options = new AmpSessionManagerOptions { Folder = Folder, Durability = AmpSessionDurability.Process };
        configure?.Invoke(options);
        var client = new AmpClient(clientOptions, environments: environments);
        var manager = new SessionManager(client, options, environments, clock);
        _hosts.Add(client);
        _hosts.Insert(0, manager);
        return manager;
    }

    public static async Task<List<AmpSessionEvent>> ReadAsync(IAmpSessionManager manager, AmpSessionId session, long after = 0)
    {
        List<AmpSessionEvent> events = [];
        await foreach (var happened in manager.StreamEventsAsync(session, after, follow: false))
        {
            events.Add(happened);
        }

        return events;
    }

    /// <summary>Sends a prompt and waits for the end of its turn.</summary>
    public static async Task<AmpTurnEndedEvent> AskAsync(IAmpSessionManager manager, AmpSessionId session, string prompt) =>
        await (await manager.SendAsync(session, prompt)).Completion;

    /// <summary>Waits until an event comes, from the beginning of the session on.</summary>
    public static async Task<T> UntilAsync<T>(IAmpSessionManager manager, AmpSessionId session, Func<T, bool>? condition = null)
        where T : AmpSessionEvent
    {
        await foreach (var happened in manager.StreamEventsAsync(session))
        {
            if (happened is T wanted && condition?.Invoke(wanted) != false)
            {
                return wanted;
            }
        }

        throw new InvalidOperationException("The events ended.");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        await (_ownsCli ? Cli.DisposeAsync() : ValueTask.CompletedTask);
        Directory.Delete(Root, recursive: true);
    }
}
