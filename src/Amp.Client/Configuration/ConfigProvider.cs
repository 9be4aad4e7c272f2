using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace Amp.Client.Configuration;

/// <summary>Gives the keys of the file in the section <c>Amp</c>.</summary>
internal sealed class ConfigProvider : IConfigurationProvider, IDisposable
{
    public const string Section = "Amp";

    private static readonly TimeSpan ReloadDelay = TimeSpan.FromMilliseconds(250);

    private readonly string _path;
    private readonly ConfigBackups _backups;
    private readonly ConfigWatcher? _watcher;
    private volatile Dictionary<string, string?> _values = [];
    private CancellationTokenSource _changed = new();

    public ConfigProvider(string path, bool reloadsOnChange, TimeProvider clock)
    {
        (_path, _backups) = (path, new(path, kept: 0, clock));
        _watcher = reloadsOnChange ? new(path, ReloadDelay, clock, Reload) : null;
    }

    public void Load() => _values = Read();

    public bool TryGet(string key, out string? value) => _values.TryGetValue(key, out value);

    // Kept in memory only, as every source of the framework does it.
    public void Set(string key, string? value) => _values = new(_values, StringComparer.OrdinalIgnoreCase) { [key] = value };

    public IChangeToken GetReloadToken() => new CancellationChangeToken(Volatile.Read(ref _changed).Token);

    public IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath)
    {
        var start = parentPath is null ? "" : parentPath + ConfigurationPath.KeyDelimiter;
        return _values.Keys
            .Where(key => key.Length > start.Length && key.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .Select(key => key[start.Length..].Split(ConfigurationPath.KeyDelimiter)[0])
            .Concat(earlierKeys)
            .OrderBy(static key => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : int.MaxValue)
            .ThenBy(static key => key, StringComparer.OrdinalIgnoreCase);
    }

    public void Dispose()
    {
        _watcher?.Dispose();
        _changed.Dispose();
    }

    private void Reload()
    {
        try
        {
            Load();
        }
        catch (Exception e) when (e is AmpConfigurationException or IOException or UnauthorizedAccessException)
        {
            return;   // somebody is in the middle of a mistake: what was read before holds, and nobody is there to be told
        }

        Interlocked.Exchange(ref _changed, new()).Cancel();
    }

    private Dictionary<string, string?> Read()
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        try
        {
            Flatten(ConfigText.ReadNode(File.ReadAllBytes(_path)), Section, values);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Nothing is configured.
        }
        catch (JsonException) when (_backups.FindNewestGood() is { } good)
        {
            Flatten(ConfigText.ReadNode(good.Content), Section, values);
        }
        catch (JsonException)
        {
            // The store repairs it; a host starts with what else it has.
        }

        return values;
    }

    private static void Flatten(JsonNode? node, string path, Dictionary<string, string?> values)
    {
        switch (node)
        {
            case JsonObject entries:
                foreach (var (name, value) in entries)
                {
                    Flatten(value, ConfigurationPath.Combine(path, name), values);
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    Flatten(items[i], ConfigurationPath.Combine(path, i.ToString(CultureInfo.InvariantCulture)), values);
                }

                break;
            case JsonValue value:
                values[path] = value.ToString();
                break;
        }
    }
}
