using Amp.Client.Tests.Environments;

namespace Amp.Client.Tests.Authentication;

[Collection(ProcessEnvironment.Collection)]
public sealed class SecretStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("amp-secrets-").FullName;

    private string FilePath => Path.Combine(_folder, "sub", "secrets.json");

    [Fact]
    public async Task A_file_gives_back_what_was_set_until_it_is_removed()
    {
        var store = new FileSecretStore(FilePath);

        Assert.Null(await store.GetAsync("amp"));
        await store.SetAsync("amp", "sgamp_ü\n\"1\"");
        await store.SetAsync("other", "2");

        Assert.Equal("sgamp_ü\n\"1\"", await new FileSecretStore(FilePath).GetAsync("amp"));
        Assert.True(await store.RemoveAsync("amp"));
        Assert.False(await store.RemoveAsync("amp"));
        Assert.Equal((null, "2"), (await store.GetAsync("amp"), await store.GetAsync("other")));
    }

    [Fact]
    public async Task The_file_is_for_its_owner_alone_and_nothing_else_is_left_beside_it()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await new FileSecretStore(FilePath).SetAsync("amp", "1");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(FilePath)!));
        Assert.Equal(["secrets.json", "secrets.json.lock"], Directory.GetFiles(Path.GetDirectoryName(FilePath)!).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_file_that_others_can_read_is_refused_and_left_as_it_is()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var store = new FileSecretStore(FilePath);
        await store.SetAsync("amp", "sgamp_planted");
        File.SetUnixFileMode(FilePath, File.GetUnixFileMode(FilePath) | UnixFileMode.GroupRead);

        var get = await Assert.ThrowsAsync<AmpSecretStoreException>(() => store.GetAsync("amp"));
        await Assert.ThrowsAsync<AmpSecretStoreException>(() => store.SetAsync("amp", "2"));

        Assert.Contains("others on this machine", get.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", get.ToString(), StringComparison.Ordinal);
        Assert.Contains("sgamp_planted", await File.ReadAllTextAsync(FilePath), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"amp\": \"sgamp_planted")]
    [InlineData("[\"sgamp_planted\"]")]
    [InlineData("{\"amp\": {\"key\": \"sgamp_planted\"}}")]
    public async Task A_file_of_another_shape_is_an_exception_without_its_content(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        await File.WriteAllTextAsync(FilePath, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var e = await Assert.ThrowsAsync<AmpSecretStoreException>(() => new FileSecretStore(FilePath).GetAsync("amp"));

        Assert.DoesNotContain("planted", e.ToString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Many_writers_at_once_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => new FileSecretStore(FilePath).SetAsync($"s{i}", $"{i}")));

        var store = new FileSecretStore(FilePath);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal($"{i}", await store.GetAsync($"s{i}"));
        }
    }

    [Fact]
    public async Task Environment_variables_are_read_by_the_name_of_the_secret_and_never_written()
    {
        using var set = ProcessEnvironment.With(("AMP_SECRET_PRODUCTION_KEY", "1"), ("AMP_SECRET_EMPTY", ""));
        var store = new EnvironmentSecretStore();

        Assert.Equal(("1", null, null), (await store.GetAsync("production-key"), await store.GetAsync("empty"), await store.GetAsync("missing")));
        Assert.False(store.IsWritable);
        await Assert.ThrowsAsync<NotSupportedException>(() => store.SetAsync("a", "b"));
        await Assert.ThrowsAsync<NotSupportedException>(() => store.RemoveAsync("a"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

}
