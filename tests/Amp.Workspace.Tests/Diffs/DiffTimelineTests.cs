using Amp.Testing;

namespace Amp.Workspace.Tests.Diffs;

public sealed class DiffTimelineTests
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task Each_mark_tells_what_changed_since_the_one_before_and_two_snapshots_are_held()
    {
        await using var repository = await TestRepository.CreateAsync();
        await using var tracker = await FileDiffTracker.OpenAsync(repository.Path);
        await using (var timeline = await DiffTimeline.StartAsync(tracker))
        {
            for (var i = 0; i < 3; i++)
            {
                repository.Write("file", string.Concat(Enumerable.Repeat("x\n", i + 1)));
                var mark = await timeline.MarkAsync($"call {i}");
                Assert.Equal(($"call {i}", "file", 1, 0), (mark.Label, mark.Diff.Files.Single().Path, mark.Diff.Stats.LinesAdded, mark.Diff.Stats.LinesDeleted));
            }

            Assert.True((await timeline.MarkAsync("nothing")).Diff.IsEmpty);
            Assert.Equal(3, (await timeline.WholeAsync()).Stats.LinesAdded);
            Assert.Equal(2, (await repository.GitAsync("for-each-ref", "--format=%(refname)", "refs/amp")).Split('\n').Length);
        }

        Assert.Equal("", await repository.GitAsync("for-each-ref", "refs/amp"));
    }
}
