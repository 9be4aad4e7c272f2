using Amp.Client;
using Amp.Conformance.Tests.Matrix;
using Amp.ServiceStandIn;

namespace Amp.Conformance.Tests.Sandboxes;

/// <summary>
/// One test's own corner of the machine: a HOME and a working directory that go with it, and a key by which the stand-in
/// tells its requests from those of the tests that run beside it.
/// </summary>
internal sealed class Sandbox : IAsyncDisposable
{
    private readonly string _root;
    private readonly string? _serverUrl;

    private Sandbox(StandInService service, string cliPath, string key, string? serverUrl)
    {
        _root = Directory.CreateTempSubdirectory("amp-conformance-").FullName;
        _serverUrl = serverUrl ?? service.Url.GetLeftPart(UriPartial.Authority);
        (Service, CliPath) = (service, cliPath);
        ApiKey = $"{key}-{Guid.NewGuid():N}";
        Home = Directory.CreateDirectory(Path.Combine(_root, "home")).FullName;
        WorkingDirectory = AddDirectory("work");
        Client = CreateClient();
    }

    public StandInService Service { get; }

    public string CliPath { get; }

    public string ApiKey { get; }

    public string Home { get; }

    public string WorkingDirectory { get; }

    /// <summary>Gets a client that runs the CLI in here.</summary>
    public AmpClient Client { get; }

    /// <summary>Gets the options of a run in which every tool may run.</summary>
    public static AmpRunOptions AllowAll { get; } = new() { DangerouslyAllowAll = true };

    /// <summary>Gets the turns that the runs in here asked of the model.</summary>
    public IReadOnlyList<ModelCall> ModelCalls => Service.Requests.ModelCallsFrom(ApiKey);

    /// <summary>Gets what the CLI runs with, on top of this process's environment.</summary>
    public Dictionary<string, string?> Environment => new()
    {
        ["HOME"] = Home,
        ["USERPROFILE"] = Home,
        ["XDG_CONFIG_HOME"] = null,
        ["XDG_DATA_HOME"] = null,
        ["XDG_STATE_HOME"] = null,
        ["XDG_CACHE_HOME"] = null,
        ["AMP_SETTINGS_FILE"] = null,
        ["AMP_TOOLBOX"] = null,
        ["AMP_SKIP_UPDATE_CHECK"] = "1",
        ["NO_PROXY"] = "127.0.0.1,localhost",
    };

    /// <param name="cli">A name of <see cref="CliMatrix"/>.</param>
    /// <param name="key">How the key begins, which can make the service misbehave.</param>
    /// <param name="serverUrl">Another service than the stand-in.</param>
    public static async Task<Sandbox> CreateAsync(string cli, string key = "key", string? serverUrl = null)
    {
        var bed = await TestBed.GetAsync();
        return new Sandbox(bed.Service, CliMatrix.PathOf(cli, bed.Clis), key, serverUrl);
    }

    /// <summary>A corner for today's native CLI.</summary>
    public static async Task<Sandbox> CreateNativeAsync()
    {
        var bed = await TestBed.GetAsync();
        return new Sandbox(bed.Service, bed.Clis.NativeCli, "key", serverUrl: null);
    }

    /// <summary>Adds a working directory that holds <c>a.txt</c>, as every one here does.</summary>
    public string AddDirectory(string name)
    {
        var directory = Directory.CreateDirectory(Path.Combine(_root, name)).FullName;
        File.WriteAllText(Path.Combine(directory, "a.txt"), "hello\n");
        return directory;
    }

    /// <summary>A client that runs the CLI in here.</summary>
    /// <param name="configure">Changes its options, or null for none.</param>
    public AmpClient CreateClient(Action<AmpClientOptions>? configure = null)
    {
        var options = new AmpClientOptions
        {
            CliPath = CliPath,
            ServerUrl = _serverUrl,
            ApiKey = ApiKey,
            WorkingDirectory = WorkingDirectory,
            RunTimeout = TimeSpan.FromSeconds(90),
        };
        foreach (var (name, value) in Environment)
        {
            options.EnvironmentVariables[name] = value;
        }

        configure?.Invoke(options);
        return new AmpClient(options);
    }

    /// <summary>Gets whether a process is left that was started in here.</summary>
    public Task<bool> IsEmptyAsync() => Eventually.HoldsAsync(() => !ProcessTable.AnyWithEnvironment(Home));

    public ValueTask DisposeAsync()
    {
        try
        {
            Directory.Delete(_root, recursive: true);
        }
        catch (IOException)
        {
            // A CLI that was killed may still be writing its log. The folder lies in the temporary directory, and the test is over.
        }

        return ValueTask.CompletedTask;
    }
}
