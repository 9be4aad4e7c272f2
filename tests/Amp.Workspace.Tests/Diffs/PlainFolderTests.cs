using Amp.Testing;

namespace Amp.Workspace.Tests.Diffs;

public sealed class PlainFolderTests
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task A_folder_that_is_no_repository_has_diffs_of_the_same_form_and_stays_none()
    {
        await using var surroundings = await TestRepository.CreateAsync();
        var folder = Directory.CreateDirectory(Path.Combine(surroundings.Surroundings, "plain folder")).FullName;
        var root = Path.Combine(surroundings.Surroundings, "private");
        var random = Directory.CreateDirectory(Path.Combine(folder, "random")).FullName;
        new RandomEdits(random, 42).Apply(30);
        await File.WriteAllTextAsync(Path.Combine(folder, ".gitattributes"), "* text=auto filter=missing\n");
        await File.WriteAllTextAsync(Path.Combine(folder, ".gitignore"), "ignored\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "ignored"), "1");
        await File.WriteAllTextAsync(Path.Combine(folder, "crlf"), "1\r\n");
        await using (var tracker = await FileDiffTracker.OpenAsync(folder, new() { PrivateRoot = root }))
        {
            Assert.False(tracker.IsRepository);
            await using var before = await tracker.CaptureAsync("before");
            new RandomEdits(random, 43).Apply(30);
            await File.WriteAllTextAsync(Path.Combine(folder, "ignored"), "2");
            await File.WriteAllTextAsync(Path.Combine(folder, "crlf"), "1\r\n2\r\n");

            await using var after = await tracker.CaptureIsolatedAsync("after");
            var diff = await tracker.DiffAsync(before, after);

            Assert.DoesNotContain(diff.Files, file => file.Path == "ignored");
            var crlf = diff.Files.Single(file => file.Path == "crlf");
            Assert.Equal((1, 0, "2\r"), (crlf.LinesAdded, crlf.LinesDeleted, crlf.Hunks[0].Lines[^1].Text));
            Assert.Equal(diff.Patch.Length, diff.Files.Sum(file => file.Patch.Length));
            Assert.Empty((await tracker.DiffAsync(after)).Files);
            Assert.False(Directory.Exists(Path.Combine(folder, ".git")));
        }

        Assert.Empty(Directory.GetDirectories(root));
    }

    [Fact(Timeout = Limit)]
    public async Task Its_patch_is_taken_by_git_apply_outside_any_repository()
    {
        await using var surroundings = await TestRepository.CreateAsync();
        for (var seed = 100; seed < 104; seed++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(surroundings.Surroundings, "plain" + seed)).FullName;
            var copy = Directory.CreateDirectory(Path.Combine(surroundings.Surroundings, "copy" + seed)).FullName;
            var edits = new RandomEdits(folder, seed);
            edits.Apply(20);
            new RandomEdits(copy, seed).Apply(20);
            await using var tracker = await FileDiffTracker.OpenAsync(folder, new() { IncludesIgnored = true });
            await using var before = await tracker.CaptureAsync();
            edits.Apply(20);
            var diff = await tracker.DiffAsync(before);
            var patch = Path.Combine(surroundings.Surroundings, "patch");
            await File.WriteAllBytesAsync(patch, diff.Patch);

            await surroundings.GitInAsync(copy, "apply", patch);

            Assert.Equal(await RepositoryState.OfAsync(folder), await RepositoryState.OfAsync(copy));
        }
    }

    [Fact(Timeout = Limit)]
    public async Task Repositories_inside_it_are_looked_into_and_a_large_file_is_shown_as_binary()
    {
        await using var repository = await TestRepository.CreateAsync();
        var folder = repository.Surroundings;
        await using var tracker = await FileDiffTracker.OpenAsync(folder);
        await using var before = await tracker.CaptureAsync();
        await File.WriteAllTextAsync(Path.Combine(repository.Path, "new"), "1\n");
        await using (var large = File.Create(Path.Combine(folder, "large")))
        {
            large.SetLength(33 * 1024 * 1024);
        }

        var diff = await tracker.DiffAsync(before);

        Assert.Equal(["repository/"], before.EmbeddedRepositories);
        Assert.Equal(["large", "repository/new"], diff.Files.Select(file => file.Path));
        Assert.True(diff.Files[0].IsBinary);
    }
}
