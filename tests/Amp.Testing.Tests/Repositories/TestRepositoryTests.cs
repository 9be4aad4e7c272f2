namespace Amp.Testing.Tests.Repositories;

public sealed class TestRepositoryTests
{
    private const int Limit = 60_000;

    [Fact(Timeout = Limit)]
    public async Task A_repository_is_real_and_the_same_each_time()
    {
        await using var one = await TestRepository.CreateAsync(new() { Files = 120, FileBytes = 100 });
        await using var other = await TestRepository.CreateAsync(new() { Files = 120, FileBytes = 100 });

        Assert.Equal(120, Directory.EnumerateFiles(one.Path, "*.txt", SearchOption.AllDirectories).Count(file => new FileInfo(file).Length == 100));
        Assert.Equal(["", ""], [await one.GitAsync("status", "--porcelain"), await other.GitAsync("status", "--porcelain")]);
        Assert.Equal(await one.CommitAsync("Second", ("new.txt", "new\n")), await other.CommitAsync("Second", ("new.txt", "new\n")));
        Assert.Equal("Second\nFirst commit", await one.GitAsync("log", "--format=%s"));
    }

    [Fact(Timeout = Limit)]
    public async Task Every_kind_can_be_had()
    {
        await using var empty = await TestRepository.CreateAsync(new() { Files = 0, Branch = "trunk" });
        await using var bare = await TestRepository.CreateAsync(new() { IsBare = true, ObjectFormat = "sha256", FolderName = "a b\nc — ü" });
        await using var inner = await TestRepository.CreateAsync();

        Assert.Equal("refs/heads/trunk", await empty.GitAsync("symbolic-ref", "HEAD"));
        Assert.Equal(("true", 64), (await bare.GitAsync("rev-parse", "--is-bare-repository"), (await bare.GitAsync("rev-parse", "HEAD")).Length));
        var shallow = await inner.CloneAsync("shallow", "--depth=1");
        Assert.Equal("true", await shallow.GitAsync("rev-parse", "--is-shallow-repository"));
        await empty.AddSubmoduleAsync("sub", inner);
        Assert.True(File.Exists(Path.Combine(empty.Path, "sub", "folder-0000", "file-000000.txt")));
    }

    [Fact(Timeout = Limit)]
    public async Task What_git_refuses_is_told_in_its_words_and_nothing_is_left_behind()
    {
        var repository = await TestRepository.CreateAsync();

        Assert.Contains("nowhere", (await Assert.ThrowsAsync<InvalidOperationException>(() => repository.GitAsync("log", "nowhere"))).Message, StringComparison.Ordinal);
        await repository.DisposeAsync();
        await repository.DisposeAsync();

        Assert.False(Directory.Exists(repository.Surroundings));
    }
}
