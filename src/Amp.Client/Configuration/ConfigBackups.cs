using System.Globalization;
using System.Text.Json;

namespace Amp.Client.Configuration;

/// <summary>Earlier versions of a configuration, in the folder <c>backups</c> beside it; the name of each says when it was replaced.</summary>
internal sealed class ConfigBackups(string path, int kept, TimeProvider clock)
{
    private readonly string _folder = Path.Combine(Path.GetDirectoryName(path)!, "backups");
    private readonly string _name = Path.GetFileNameWithoutExtension(path);
    private readonly string _extension = Path.GetExtension(path);

    private string Stamp => clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The newest first.</summary>
    public IReadOnlyList<string> List() => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder, $"{_name}-*{_extension}").OrderDescending(StringComparer.Ordinal)]
        : [];

    /// <summary>Keeps what is about to be replaced, and forgets the oldest.</summary>
    public async Task KeepAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (kept == 0)
        {
            return;
        }

        var backup = Path.Combine(_folder, NextName() + _extension);
        PrivateFile.EnsureFolder(backup);
        await PrivateFile.WriteAsync(backup, content, cancellationToken).ConfigureAwait(false);
        foreach (var oldest in List().Skip(kept))
        {
            File.Delete(oldest);
        }
    }

    /// <summary>Moves a file that cannot be read out of the way, to where somebody can look at it.</summary>
    /// <returns>Where it is now.</returns>
    public string SetAside()
    {
        var aside = Enumerable.Range(0, int.MaxValue)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"{path}.corrupt-{Stamp}-{i:000000}"))
            .First(static name => !File.Exists(name));
        File.Move(path, aside);
        return aside;
    }

    /// <summary>The newest one that can be read.</summary>
    public (string Path, byte[] Content)? FindNewestGood()
    {
        foreach (var backup in List())
        {
            try
            {
                var content = File.ReadAllBytes(backup);
                ConfigText.Read(content);
                return (backup, content);
            }
            catch (Exception e) when (e is JsonException or AmpConfigurationException or IOException or UnauthorizedAccessException)
            {
                // Then an older one.
            }
        }

        return null;
    }

    // Their names must sort by age, also when the clock stands still or is set back.
    private string NextName()
    {
        var name = $"{_name}-{Stamp}-";
        var newest = List() is [var path, ..] ? Path.GetFileNameWithoutExtension(path) : "";
        var dash = newest.LastIndexOf('-') + 1;
        return string.CompareOrdinal(newest[..dash], name) >= 0 && int.TryParse(newest[dash..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? string.Create(CultureInfo.InvariantCulture, $"{newest[..dash]}{number + 1:000000}")
            : name + "000000";
    }
}
