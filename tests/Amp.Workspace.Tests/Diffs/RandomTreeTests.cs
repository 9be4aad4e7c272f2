using System.Globalization;
using Amp.Testing;

namespace Amp.Workspace.Tests.Diffs;

public sealed class RandomTreeTests
{
    /// <summary>How many random histories: few by default, thousands by hand.</summary>
    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("AMP_DIFF_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 4;

    [Theory(Timeout = 1_200_000)]
    [InlineData("sha1")]
    [InlineData("sha256")]
    public async Task The_patch_of_any_diff_makes_the_old_tree_the_new_one_by_plain_git_apply(string format)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var seed = (round * 2) + (format == "sha1" ? 0 : 1);
            await using var repository = await TestRepository.CreateAsync(new() { Files = seed % 3 == 0 ? 0 : 5, ObjectFormat = format });
            await using var tracker = await FileDiffTracker.OpenAsync(repository.Path);
            var edits = new RandomEdits(repository.Path, seed);
            edits.Apply(15);
            var random = new Random(seed);
            if (random.Next(2) == 0)
            {
                await repository.CommitAsync("Before");
            }

            var before = await CaptureAsync(tracker, random);
            edits.Apply(20);
            if (random.Next(3) == 0)
            {
                await repository.GitAsync("add", "--all");
            }

            if (random.Next(3) == 0)
            {
                await repository.CommitAsync("Between");
                edits.Apply(5);
            }

            var index = await IndexAsync(repository);
            var after = await CaptureAsync(tracker, random);
            var diff = await tracker.DiffAsync(before, after);
            Assert.Equal(index, await IndexAsync(repository));

            // What git itself makes of the files, by another road.
            await using var held = await tracker.CaptureAsync();
            await using var heldBefore = before is IsolatedSnapshot ? null : before;
            Assert.Equal(await AddAllAsync(repository), held.TreeId);
            Assert.Equal(held.TreeId, after.TreeId);
            if (before is not IsolatedSnapshot)
            {
                Assert.True(await PlainApply.ToAsync(repository, before.TreeId, diff.Patch) == after.TreeId, $"seed {seed}");
                Assert.True(await PlainApply.ToAsync(repository, after.TreeId, (await tracker.DiffAsync(after, before)).Patch) == before.TreeId, $"seed {seed}, backwards");
            }

            Assert.Equal(diff.Patch.Length, diff.Files.Sum(file => file.Patch.Length));
            Assert.All(diff.Files, CheckNumbers);
            await before.DisposeAsync();
            await after.DisposeAsync();
        }
    }

    private static async Task<Snapshot> CaptureAsync(FileDiffTracker tracker, Random random) =>
        random.Next(4) == 0 ? await tracker.CaptureIsolatedAsync() : await tracker.CaptureAsync();

    private static void CheckNumbers(FileDiff file)
    {
        Assert.False(file.Patch.IsEmpty);
        var lines = file.Hunks.SelectMany(hunk => hunk.Lines).ToList();
        if (!file.IsBinary)
        {
            Assert.Equal(file.LinesAdded, lines.Count(line => line.Kind == DiffLineKind.Added));
            Assert.Equal(file.LinesDeleted, lines.Count(line => line.Kind == DiffLineKind.Deleted));
        }

        foreach (var hunk in file.Hunks)
        {
            Assert.Equal(hunk.OldLines, hunk.Lines.Count(line => line.OldNumber is not null));
            Assert.Equal(hunk.NewLines, hunk.Lines.Count(line => line.NewNumber is not null));
        }
    }

    private static async Task<string> IndexAsync(TestRepository repository)
    {
        var file = Path.Combine(repository.Path, ".git", "index");
        return File.Exists(file) ? Convert.ToHexString(await File.ReadAllBytesAsync(file)) + File.GetLastWriteTimeUtc(file).Ticks : "";
    }

    private static async Task<string> AddAllAsync(TestRepository repository)
    {
        var index = Path.Combine(repository.Path, ".git", "index");
        var kept = File.Exists(index) ? await File.ReadAllBytesAsync(index) : null;
        await repository.GitAsync("add", "--all");
        var tree = await repository.GitAsync("write-tree");
        if (kept is null)
        {
            File.Delete(index);
        }
        else
        {
            await File.WriteAllBytesAsync(index, kept);
        }

        return tree;
    }
}
