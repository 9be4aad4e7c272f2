using System.Diagnostics;
using Amp.Testing.Running;

namespace Amp.Testing;

/// <summary>An executable named <c>amp</c> that plays a script in place of the Amp CLI: a real process, with real pipes, signals and children.</summary>
/// <remarks>
/// <para>
/// Give <see cref="Path"/> to the program under test as the path of the CLI; nothing else needs to be set. It may be started any number
/// of times, also at once. <c>--version</c> and <c>--help</c> are answered, every other command line plays the script.
/// </para>
/// <para>All of it lies in a private temporary folder until <see cref="DisposeAsync"/>. Members are safe to call from several threads.</para>
/// </remarks>
/// <example>
/// <code>
/// await using var amp = FakeAmp.Playing(AmpScript.New.Says("Done.").ThenSucceeds());
/// </code>
/// </example>
public sealed class FakeAmp : IAsyncDisposable
{
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestCleanUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);

    private readonly string _home;
    private int _isDisposed;

    private FakeAmp(string home, string path) => (_home, Path) = (home, path);

    /// <summary>Gets the absolute path of the executable.</summary>
    public string Path { get; }

    /// <summary>Gets the runs so far in the order of their start, without those that asked for the version or the help. Read anew each time.</summary>
    public IReadOnlyList<FakeAmpRun> Runs => RunReader.Read(_home, probes: false);

    /// <summary>Gets the runs so far that asked for the version or the help, in the order of their start. Read anew each time.</summary>
    public IReadOnlyList<FakeAmpRun> Probes => RunReader.Read(_home, probes: true);

    /// <summary>Gets the ids of the processes that live: runs, and what they started, also where a parent has ended. Looked up anew each time.</summary>
    /// <remarks>
    /// On Linux all processes are looked through; elsewhere only those that the runs have named. A kill is a request: use
    /// <see cref="WaitForNoProcessAsync"/> to assert that nothing is left.
    /// </remarks>
    public IReadOnlyList<int> LiveProcesses => FakeProcesses.Find(_home);

    /// <summary>Makes an executable that plays a script.</summary>
    /// <param name="script">The script.</param>
    /// <returns>The fake, ready to be started. Dispose it.</returns>
    /// <exception cref="FileNotFoundException">The program that plays the script did not come along with this package.</exception>
    /// <exception cref="IOException">The temporary folder cannot be written to.</exception>
    public static FakeAmp Playing(AmpScript script)
    {
        ArgumentNullException.ThrowIfNull(script);

        // 0700 on Unix: the runs in there hold the environment of the program under test.
        var home = Directory.CreateTempSubdirectory("fake-amp-").FullName;

        try
        {
            File.WriteAllText(System.IO.Path.Combine(home, "script.json"), script.ToString());
            return new FakeAmp(home, Installation.Install(home));
        }
        catch
        {
            Directory.Delete(home, recursive: true);
            throw;
        }
    }

    /// <summary>Waits until there are so many <see cref="Runs"/>. They have begun; they need not have ended.</summary>
    /// <param name="count">How many.</param>
    /// <param name="limit">How long to wait; null for 30 seconds.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The runs.</returns>
    /// <exception cref="TimeoutException">There were fewer when the time was over.</exception>
    public async Task<IReadOnlyList<FakeAmpRun>> WaitForRunsAsync(int count, TimeSpan? limit = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<FakeAmpRun> runs = [];
        var came = await PollAsync(() => (runs = Runs).Count >= count, limit ?? DefaultLimit, cancellationToken).ConfigureAwait(false);
        return came ? runs : throw new TimeoutException($"{runs.Count} of {count} runs had begun after {limit ?? DefaultLimit}.");
    }

    /// <summary>Waits until none of <see cref="LiveProcesses"/> is left.</summary>
    /// <param name="limit">How long to wait; null for 30 seconds.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">Some lived on; the message has their ids.</exception>
    public async Task WaitForNoProcessAsync(TimeSpan? limit = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<int> live = [];
        if (!await PollAsync(() => (live = LiveProcesses).Count is 0, limit ?? DefaultLimit, cancellationToken).ConfigureAwait(false))
        {
            throw new TimeoutException($"Still alive after {limit ?? DefaultLimit}: {string.Join(", ", live)}.");
        }
    }

    /// <summary>Kills every process of this fake that still lives and deletes the folder. Takes 10 seconds at most; safe to call again.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) is 0)
        {
            // Until it succeeds: a process may have been starting another while we looked, or be writing to the folder.
            await PollAsync(TryCleanUp, LongestCleanUp, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async Task<bool> PollAsync(Func<bool> condition, TimeSpan limit, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();

        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(started) > limit)
            {
                return false;
            }

            await Task.Delay(PollInterval, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private bool TryCleanUp()
    {
        var live = FakeProcesses.Find(_home);
        foreach (var processId in live)
        {
            FakeProcesses.Kill(processId);
        }

        try
        {
            if (live.Length is 0 && Directory.Exists(_home))
            {
                Directory.Delete(_home, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        return live.Length is 0;
    }
}
