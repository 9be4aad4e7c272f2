using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Amp.Client.Configuration;

/// <summary>One configuration on disk: read, replaced whole, and repaired from its backups.</summary>
internal sealed class ConfigFile(string path, ConfigBackups backups, TimeSpan lockLimit, TimeProvider clock, ILogger logger)
{
    /// <summary>Reads without a lock: a writer replaces the file whole, so that it is never seen half-written.</summary>
    public async Task<AmpConfig> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await TryReadAsync(cancellationToken).ConfigureAwait(false) is { } content ? ConfigText.Read(content) : new();
        }
        catch (JsonException)
        {
            using var held = await LockAsync(cancellationToken).ConfigureAwait(false);
            return ConfigText.Read(await ReadGoodAsync(cancellationToken).ConfigureAwait(false) ?? ConfigText.Write(new()));
        }
    }

    /// <returns>The configuration now, and whether it is another one.</returns>
    public async Task<(AmpConfig Config, bool IsChanged)> UpdateAsync(Func<AmpConfig, AmpConfig> change, CancellationToken cancellationToken)
    {
        using var held = await LockAsync(cancellationToken).ConfigureAwait(false);
        var before = await ReadGoodAsync(cancellationToken).ConfigureAwait(false);
        var present = before is null ? new() : ConfigText.Read(before);
        var config = change(present) ?? throw new InvalidOperationException("The change gave no configuration.");
        var after = ConfigText.Write(config);
        if (before is not null && after.AsSpan().SequenceEqual(ConfigText.Write(present)))
        {
            return (config, false);   // somebody's comments and layout stay
        }

        if (before is not null)
        {
            await backups.KeepAsync(before, cancellationToken).ConfigureAwait(false);
        }

        await PrivateFile.WriteAsync(path, after, cancellationToken).ConfigureAwait(false);
        return (ConfigText.Read(after), true);
    }

    private async Task<FileLock> LockAsync(CancellationToken cancellationToken)
    {
        PrivateFile.EnsureFolder(path);
        return await FileLock.TakeAsync(path + ".lock", lockLimit, clock, cancellationToken).ConfigureAwait(false);
    }

    private async Task<byte[]?> TryReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Gives content that can be read; what cannot is set aside, and the newest good backup put in its place. Under the lock.</summary>
    private async Task<byte[]?> ReadGoodAsync(CancellationToken cancellationToken)
    {
        var content = await TryReadAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (content is not null)
            {
                ConfigText.Read(content);
            }

            return content;
        }
        catch (JsonException)
        {
            var good = backups.FindNewestGood();
            var aside = backups.SetAside();
            if (good is { } backup)
            {
                await PrivateFile.WriteAsync(path, backup.Content, cancellationToken).ConfigureAwait(false);
            }

            ConfigLog.Recovered(logger, path, aside, good?.Path ?? "the defaults, since there is no backup");
            return good?.Content;
        }
    }
}
