using System.Text.Json;

namespace Amp.Client.Tests.Configuration;

public sealed class AmpConfigStoreTests : IDisposable
{
    private const int Limit = 60_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("amp-config-").FullName;
    private readonly ManualClock _clock = new();

    private string FilePath => Path.Combine(_folder, "amp-orchestra", "config.json");

    [Fact]
    public async Task Without_a_file_there_are_the_defaults_and_reading_makes_none()
    {
        using var store = Store();

        var config = await store.ReadAsync();

        Assert.Equal(("production", "https://localhost:7002", "dark", null), (config.DefaultEnvironment, config.LocalServerUrl, config.Theme, config.CustomCliPath));
        Assert.Equal((4, 300_000), (config.BatchSettings.MaxConcurrency, config.BatchSettings.TimeoutMilliseconds));
        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public async Task The_keys_are_those_of_the_source_documents_and_unknown_ones_stay()
    {
        Write("""
            {
              // a file as somebody wrote it by hand
              "defaultEnvironment": "local-server", "customCliPath": "", "localServerUrl": "https://localhost:7003",
              "recentWorkspaces": ["/a"], "modelPreferences": {"default": "gpt-4", "coding": "claude-3", "analysis": "gpt-4-turbo"},
              "batchSettings": {"maxConcurrency": 8, "retries": 2}, "window": {"width": 80, "tags": ["x", null]}, "client": {"runTimeout": "00:01:00"},
            }
            """);
        using var store = Store();

        await store.UpdateAsync(config => config.WithRecentWorkspace("/b") with { Theme = "light" });

        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(FilePath));
        Assert.Equal(
            """{"schemaVersion":1,"defaultEnvironment":"local-server","localServerUrl":"https://localhost:7003","theme":"light","recentWorkspaces":["/b","/a"],"modelPreferences":{"default":"gpt-4","coding":"claude-3","analysis":"gpt-4-turbo"},"batchSettings":{"maxConcurrency":8,"timeout":300000,"retries":2},"window":{"width":80,"tags":["x",null]},"client":{"runTimeout":"00:01:00"}}""",
            Compact(json.RootElement));
        Assert.Equal("claude-3", (await store.ReadAsync()).ModelPreferences.Coding);
    }

    [Fact]
    public async Task The_environments_are_production_and_what_is_named()
    {
        using var store = Store();

        var config = await store.UpdateAsync(config => config with { CustomCliPath = "/opt/amp" });

        Assert.Equal(["production", "local-cli", "local-server"], config.ToEnvironments().Select(environment => environment.Name));
    }

    [Fact]
    public async Task Each_version_that_is_replaced_is_kept_up_to_a_number_and_can_be_restored()
    {
        using var store = Store(options => options.Backups = 3);
        foreach (var theme in new[] { "1", "2", "3", "4", "5" })
        {
            await store.UpdateAsync(config => config with { Theme = theme });
        }

        Assert.Equal(["4", "3", "2"], store.Backups.Select(Theme));
        await store.RestoreAsync(store.Backups[2]);
        Assert.Equal(("2", "5"), ((await store.ReadAsync()).Theme, Theme(store.Backups[0])));

        static string Theme(string backup) => JsonDocument.Parse(File.ReadAllText(backup)).RootElement.GetProperty("theme").GetString()!;
    }

    [Fact]
    public async Task A_change_that_changes_nothing_leaves_the_file_as_somebody_wrote_it()
    {
        Write("{ \"theme\": \"mine\" } // by hand");
        using var store = Store();

        await store.UpdateAsync(config => config with { Theme = "mine" });

        Assert.Equal("{ \"theme\": \"mine\" } // by hand", await File.ReadAllTextAsync(FilePath));
        Assert.Empty(store.Backups);
    }

    [Theory]
    [InlineData("{\"theme\": \"dar")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\0\0\0\0")]
    public async Task A_file_that_cannot_be_read_is_set_aside_and_the_newest_good_backup_takes_its_place(string corrupt)
    {
        using var store = Store();
        await store.UpdateAsync(config => config with { Theme = "good" });
        await store.UpdateAsync(config => config with { Theme = "newer" });
        await File.WriteAllTextAsync(Path.Combine(_folder, "amp-orchestra", "backups", "config-99990101T000000Z-000.json"), "{broken");
        Write(corrupt);

        Assert.Equal("good", (await store.ReadAsync()).Theme);

        var aside = Assert.Single(Directory.GetFiles(Path.Combine(_folder, "amp-orchestra"), "config.json.corrupt-*"));
        Assert.Equal(corrupt, await File.ReadAllTextAsync(aside));
        Assert.Equal("good", (await new AmpConfigStore(new() { Path = FilePath }).ReadAsync()).Theme);
    }

    [Fact]
    public async Task A_corrupt_file_without_a_backup_gives_the_defaults_and_the_next_change_works()
    {
        Write("{");
        using var store = Store();

        await store.UpdateAsync(config => config with { Theme = "light" });

        Assert.Equal("light", (await store.ReadAsync()).Theme);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(FilePath)!, "config.json.corrupt-*"));
    }

    [Fact]
    public async Task A_file_of_a_later_version_is_refused_and_left_alone()
    {
        const string Later = """{"schemaVersion": 2, "theme": {"name": "dark"}}""";
        Write(Later);
        using var store = Store();

        await Assert.ThrowsAsync<AmpConfigurationException>(() => store.ReadAsync());
        var e = await Assert.ThrowsAsync<AmpConfigurationException>(() => store.UpdateAsync(config => config with { Theme = "x" }));

        Assert.Contains("version 2", e.Message, StringComparison.Ordinal);
        Assert.Equal(Later, await File.ReadAllTextAsync(FilePath));
    }

    [Theory]
    [InlineData("""{"theme": 5}""", "$.theme")]
    [InlineData("""{"batchSettings": {"timeout": "1 h"}}""", "$.batchSettings.timeout")]
    [InlineData("""{"batchSettings": {"maxConcurrency": 0}}""", "batchSettings.maxConcurrency")]
    public async Task A_mistake_of_a_person_is_named_and_the_file_left_to_them(string content, string path)
    {
        Write(content);
        using var store = Store();

        var e = await Assert.ThrowsAsync<AmpConfigurationException>(() => store.ReadAsync());
        await Assert.ThrowsAsync<AmpConfigurationException>(() => store.UpdateAsync(config => config with { Theme = "x" }));

        Assert.Contains(path, e.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(FilePath));
    }

    [Theory]
    [InlineData("""{"apiKey": "x"}""", "apiKey")]
    [InlineData("""{"providers": [{"AMP_API_KEY": "x"}]}""", "providers[0].AMP_API_KEY")]
    [InlineData("""{"a": {"access_token": "x"}}""", "a.access_token")]
    [InlineData("""{"password": "x"}""", "password")]
    [InlineData("""{"note": "my key is sgamp_planted"}""", "note")]
    public async Task What_looks_like_a_secret_is_refused_by_name(string other, string path)
    {
        using var store = Store();

        var e = await Assert.ThrowsAsync<AmpConfigurationException>(() => store.UpdateAsync(config => config with { OtherKeys = Keys(other) }));

        Assert.StartsWith($"'{path}' looks like a secret", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", e.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public async Task What_only_resembles_one_is_kept()
    {
        using var store = Store();

        await store.UpdateAsync(config => config with { OtherKeys = Keys("""{"keymap": "vim", "maxTokens": 5, "tokens": "many", "client": {"apiKeySecret": "production"}, "apiKey": null, "monkey": "x"}""") });

        Assert.Equal(6, (await store.ReadAsync()).OtherKeys.Count);
    }

    [Fact]
    public async Task A_value_out_of_range_is_refused_and_nothing_is_written()
    {
        using var store = Store();

        var e = await Assert.ThrowsAsync<AmpConfigurationException>(() => store.UpdateAsync(config => config with { BatchSettings = new() { MaxConcurrency = 0 } }));

        Assert.Contains("batchSettings.maxConcurrency must be from 1 to 1024", e.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(FilePath));
    }

    [Fact(Timeout = Limit)]
    public async Task Many_writers_at_once_lose_nothing_and_no_reader_sees_half_a_file()
    {
        using var done = new CancellationTokenSource();
        var reader = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                using var store = new AmpConfigStore(new() { Path = FilePath });
                await store.ReadAsync();
            }
        });

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
        {
            using var store = new AmpConfigStore(new() { Path = FilePath, LockTimeout = TimeSpan.FromSeconds(50) });
            await store.UpdateAsync(config => config.WithRecentWorkspace($"/{i}", limit: 100));
        })));
        await done.CancelAsync();
        await reader;

        using var after = Store();
        Assert.Equal(20, (await after.ReadAsync()).RecentWorkspaces.Count);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(FilePath)!, "*.corrupt-*"));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(FilePath)!, "*.tmp"));
    }

    [Fact]
    public async Task A_lock_that_is_not_let_go_of_is_not_waited_for_for_ever()
    {
        using var store = new AmpConfigStore(new() { Path = FilePath, LockTimeout = TimeSpan.Zero });
        await store.UpdateAsync(config => config with { Theme = "a" });
        using var held = new FileStream(FilePath + ".lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var e = await Assert.ThrowsAsync<AmpConfigurationException>(() => store.UpdateAsync(config => config with { Theme = "b" }));

        Assert.Contains("was held by somebody else", e.Message, StringComparison.Ordinal);
        Assert.Equal("a", (await store.ReadAsync()).Theme);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Dictionary<string, JsonElement> Keys(string json) =>
        JsonDocument.Parse(json).RootElement.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value);

    private static string Compact(JsonElement json)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            json.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    private AmpConfigStore Store(Action<AmpConfigStoreOptions>? configure = null)
    {
        var options = new AmpConfigStoreOptions { Path = FilePath };
        configure?.Invoke(options);
        return new(options, _clock);
    }

    private void Write(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, content);
    }
}
