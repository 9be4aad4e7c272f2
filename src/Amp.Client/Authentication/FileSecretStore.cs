using System.Text.Json;
using Amp.Client.Authentication;
using Amp.Client.Configuration;
using Amp.Client.Environments;

namespace Amp.Client;

/// <summary>Secrets in a file that only its owner can read: mode 0600 in a folder of mode 0700. Not encrypted.</summary>
/// <remarks>
/// A file that others may read or change is refused, not repaired: what is in it may be known by now. Written whole or not at all, and
/// safe between processes. On Windows the file has the access rights of its folder, which by default lies in the user's profile.
/// </remarks>
public sealed class FileSecretStore : IAmpSecretStore
{
    private static readonly TimeSpan LockLimit = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _clock;

    /// <summary>Makes a store.</summary>
    /// <param name="path">The file; <see langword="null"/> for <see cref="DefaultPath"/>. It and its folder are made by the first <see cref="SetAsync"/>.</param>
    /// <param name="clock">What measures the wait for another process (at most 10 seconds); the system's when <see langword="null"/>.</param>
    public FileSecretStore(string? path = null, TimeProvider? clock = null) =>
        (FilePath, _clock) = (Path.GetFullPath(path ?? DefaultPath), clock ?? TimeProvider.System);

    /// <summary><c>amp-orchestra/secrets.json</c> in <c>XDG_DATA_HOME</c>, else in <c>~/.local/share</c>; on Windows in <c>%LOCALAPPDATA%</c>.</summary>
    public static string DefaultPath => Path.Combine(
        OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) : UserFolder(EnvironmentVariableNames.OfThisProcess()),
        "amp-orchestra",
        "secrets.json");

    /// <summary>The file.</summary>
    public string FilePath { get; }

    /// <inheritdoc/>
    public string Name => $"file {FilePath}";

    /// <inheritdoc/>
    public bool IsWritable => true;

    /// <inheritdoc/>
    public async Task<string?> GetAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return (await ReadAsync(cancellationToken).ConfigureAwait(false)).GetValueOrDefault(name);
    }

    /// <inheritdoc/>
    public Task SetAsync(string name, string value, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrEmpty(value);
        return ChangeAsync(
            secrets =>
            {
                secrets[name] = value;
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return ChangeAsync(secrets => secrets.Remove(name), cancellationToken);
    }

    private static string UserFolder(Dictionary<string, string> variables) => variables.GetValueOrDefault("XDG_DATA_HOME") is { Length: > 0 } data
        ? data
        : Path.Combine(HomeFolder.In(variables) ?? throw new AmpSecretStoreException("There is no home folder to keep secrets in: HOME is not set. Name a file."), ".local", "share");

    private async Task<bool> ChangeAsync(Func<SortedDictionary<string, string>, bool> change, CancellationToken cancellationToken)
    {
        try
        {
            PrivateFile.EnsureFolder(FilePath);
            using var held = await FileLock.TakeAsync(FilePath + ".lock", LockLimit, _clock, cancellationToken).ConfigureAwait(false);
            var secrets = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (!change(secrets))
            {
                return false;
            }

            var content = JsonSerializer.SerializeToUtf8Bytes(secrets, SecretFileJson.Default.SortedDictionaryStringString);
            await PrivateFile.WriteAsync(FilePath, content, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TimeoutException)
        {
            throw new AmpSecretStoreException($"The secrets in '{FilePath}' cannot be changed: {e.Message}", e);
        }
    }

    private async Task<SortedDictionary<string, string>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!File.Exists(FilePath))
            {
                return new(StringComparer.Ordinal);
            }

            if (PrivateFile.IsOpenToOthers(FilePath))
            {
                throw new AmpSecretStoreException($"The secrets in '{FilePath}' are not used, because others on this machine may read or change them. Replace those secrets, delete the file and set them again; or `chmod 600` it if you are sure that nobody has.");
            }

            var content = await File.ReadAllBytesAsync(FilePath, cancellationToken).ConfigureAwait(false);
            return new(JsonSerializer.Deserialize(content, SecretFileJson.Default.SortedDictionaryStringString) ?? [], StringComparer.Ordinal);
        }
        catch (JsonException)
        {
            // Without the inner exception, which may quote what is in the file.
            throw new AmpSecretStoreException($"'{FilePath}' is not what this store writes: an object of texts, in JSON.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AmpSecretStoreException($"The secrets in '{FilePath}' cannot be read: {e.Message}", e);
        }
    }
}
