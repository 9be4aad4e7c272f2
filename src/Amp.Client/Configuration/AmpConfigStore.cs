using System.Text.Json;
using Amp.Client.Authentication;
using Amp.Client.Configuration;
using Amp.Client.Environments;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amp.Client;

/// <summary>Keeps an <see cref="AmpConfig"/> in a file that several programs may share. Thread-safe, and safe between processes.</summary>
/// <remarks>
/// The file is replaced whole or not at all, and each version that is replaced is kept in <c>backups</c> beside it. One that cannot be read is set
/// aside as <c>config.json.corrupt-…</c>, and the newest good backup takes its place.
/// </remarks>
public sealed class AmpConfigStore : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly TimeSpan _delay;
    private readonly ConfigFile _file;
    private readonly ConfigBackups _backups;
    private readonly Lock _watching = new();
    private readonly OneAtATime _announcing = new();
    private EventHandler<AmpConfigChangedEventArgs>? _changed;
    private ConfigWatcher? _watcher;
    private byte[]? _announced;

    /// <summary>Makes a store.</summary>
    /// <param name="options">Its settings; the defaults when <see langword="null"/>.</param>
    /// <param name="clock">What measures time; the system's when <see langword="null"/>.</param>
    /// <param name="logger">Where it logs; nowhere when <see langword="null"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public AmpConfigStore(AmpConfigStoreOptions? options = null, TimeProvider? clock = null, ILogger<AmpConfigStore>? logger = null)
    {
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Backups);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Backups, 1000);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.LockTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.LockTimeout, LongestWait);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ChangeDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.ChangeDelay, LongestWait);

        (_clock, _logger, _delay) = (clock ?? TimeProvider.System, (ILogger?)logger ?? NullLogger.Instance, options.ChangeDelay);
        FilePath = Path.GetFullPath(options.Path ?? DefaultPath);
        _backups = new(FilePath, options.Backups, _clock);
        _file = new(FilePath, _backups, options.LockTimeout, _clock, _logger);
    }

    /// <summary>Raised when the content of the file has become another, by whomever, and the file has been left alone for <see cref="AmpConfigStoreOptions.ChangeDelay"/>.</summary>
    /// <remarks>On a thread of the pool, one at a time. Watching begins with the first handler, and what is there then is not announced. What a handler throws is logged.</remarks>
    public event EventHandler<AmpConfigChangedEventArgs>? Changed
    {
        add
        {
            lock (_watching)
            {
                if (_watcher is null)
                {
                    _announced = ReadContent();
                    _watcher = new(FilePath, _delay, _clock, () => _ = AnnounceAsync());
                }

                _changed += value;
            }
        }

        remove
        {
            lock (_watching)
            {
                _changed -= value;
            }
        }
    }

    /// <summary><c>amp-orchestra/config.json</c> in <c>XDG_CONFIG_HOME</c>, else in <c>~/.config</c>; on Windows in <c>%APPDATA%</c>.</summary>
    public static string DefaultPath => Path.Combine(ConfigFolder(EnvironmentVariableNames.OfThisProcess()), "amp-orchestra", "config.json");

    /// <summary>The file.</summary>
    public string FilePath { get; }

    /// <summary>The earlier versions that are kept, the newest first. The name of each says when it was replaced.</summary>
    public IReadOnlyList<string> Backups => _backups.List();

    /// <summary>Reads the configuration.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What the file says, with the defaults for what it leaves out; the defaults when there is no file.</returns>
    /// <exception cref="AmpConfigurationException">The file is of a later version, or cannot be read.</exception>
    public Task<AmpConfig> ReadAsync(CancellationToken cancellationToken = default) => GuardAsync(() => _file.ReadAsync(cancellationToken), "read");

    /// <summary>Changes the configuration: reads it, changes it and writes it, while other processes wait.</summary>
    /// <param name="change">Gives the new configuration from the present one. Called once, and quick: others wait for it.</param>
    /// <param name="cancellationToken">Gives up; then nothing has changed.</param>
    /// <returns>The configuration now. A change that changes nothing writes nothing.</returns>
    /// <exception cref="AmpConfigurationException">It has a value out of range or a key that looks like a secret, another process did not let go of the file, or it cannot be written.</exception>
    public async Task<AmpConfig> UpdateAsync(Func<AmpConfig, AmpConfig> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        var (config, isChanged) = await GuardAsync(() => _file.UpdateAsync(change, cancellationToken), "changed").ConfigureAwait(false);
        if (isChanged)
        {
            lock (_watching)
            {
                _watcher?.Notice();   // the system may watch no more files
            }
        }

        return config;
    }

    /// <summary>Makes an earlier version the present one. What is replaced becomes a backup in turn.</summary>
    /// <param name="backup">One of <see cref="Backups"/>.</param>
    /// <param name="cancellationToken">Gives up; then nothing has changed.</param>
    /// <exception cref="AmpConfigurationException">The backup cannot be read.</exception>
    public async Task<AmpConfig> RestoreAsync(string backup, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(backup);
        var content = await GuardAsync(async () => ConfigText.Read(await File.ReadAllBytesAsync(backup, cancellationToken).ConfigureAwait(false)), "restored").ConfigureAwait(false);
        return await UpdateAsync(_ => content, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops watching.</summary>
    public void Dispose()
    {
        lock (_watching)
        {
            _changed = null;
            _watcher?.Dispose();
        }
    }

    private static string ConfigFolder(Dictionary<string, string> variables) =>
        variables.GetValueOrDefault("XDG_CONFIG_HOME") is { Length: > 0 } folder ? folder
        : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData)
        : Path.Combine(HomeFolder.In(variables) ?? throw new AmpConfigurationException("There is no home folder to keep a configuration in: HOME is not set. Name a file."), ".config");

    private async Task<T> GuardAsync<T>(Func<Task<T>> action, string verb)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TimeoutException or JsonException)
        {
            throw new AmpConfigurationException($"The configuration '{FilePath}' could not be {verb}: {e.Message}", e);
        }
    }

    private byte[]? ReadContent()
    {
        try
        {
            return File.ReadAllBytes(FilePath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private async Task AnnounceAsync()
    {
        try
        {
            using var turn = await _announcing.EnterAsync(CancellationToken.None).ConfigureAwait(false);
            var config = await ReadAsync().ConfigureAwait(false);
            var content = ReadContent();
            if (!content.AsSpan().SequenceEqual(_announced))
            {
                _announced = content;
                _changed?.Invoke(this, new(config));
            }
        }
#pragma warning disable CA1031 // Nobody waits for this: what a handler throws, or a file that is gone again, is for the log.
        catch (Exception e)
#pragma warning restore CA1031
        {
            ConfigLog.ChangeFailed(_logger, e, FilePath);
        }
    }
}
