using Amp.Client;
using Amp.Streaming;
using Amp.Streaming.Events;
using Amp.Testing;

namespace Amp.Workspace.Tests.Diffs;

/// <summary>The examples of docs/workspace-diffs.md, run.</summary>
public sealed class WorkspaceDiffExampleTests
{
    private const int Limit = 120_000;

    [Fact(Timeout = Limit)]
    public async Task What_each_tool_call_changed_is_told_while_the_agent_works()
    {
        await using var repository = await TestRepository.CreateAsync();
        await using var fake = FakeAmp.Playing(AmpScript.New
            .CallsTool("edit_file", """{"path":"one.txt"}""").ToolAnswers("done")
            .CallsTool("edit_file", """{"path":"two.txt"}""").ToolAnswers("done")
            .Says("Done.")
            .ThenSucceeds());
        var amp = new AmpClient(new AmpClientOptions { CliPath = fake.Path });
        var folder = repository.Path;
        var told = new List<string>();

        await using var tracker = await FileDiffTracker.OpenAsync(folder);
        await using var timeline = await DiffTimeline.StartAsync(tracker);
        await foreach (var happened in Watch(amp.StreamAsync("Write two files", new AmpRunOptions { WorkingDirectory = folder })))
        {
            if (happened is ToolFinishEvent tool)
            {
                var mark = await timeline.MarkAsync(tool.ToolUseId);
                foreach (var file in mark.Diff.Files)
                {
                    told.Add($"{tool.ToolName}: {file.Operation} {file.Path} +{file.LinesAdded} -{file.LinesDeleted}");
                }
            }
        }

        var whole = await timeline.WholeAsync();

        Assert.Equal(["edit_file: Create one.txt +1 -0", "edit_file: Create two.txt +1 -0"], told);
        Assert.Equal(["one.txt", "two.txt"], whole.Files.Select(file => file.Path));

        // The fake's tools do nothing, so the test does it for them.
        async IAsyncEnumerable<AmpEvent> Watch(IAsyncEnumerable<AmpMessage> messages)
        {
            var calls = 0;
            var projector = new AmpEventProjector();
            await foreach (var message in messages)
            {
                var events = new List<AmpEvent>();
                projector.Project(message, events);
                foreach (var happened in events)
                {
                    if (happened is ToolStartEvent)
                    {
                        repository.Write(calls++ == 0 ? "one.txt" : "two.txt", "written\n");
                    }

                    yield return happened;
                }
            }
        }
    }

    [Fact(Timeout = Limit)]
    public async Task Work_is_brought_home()
    {
        await using var repository = await TestRepository.CreateAsync();
        var worktree = Path.Combine(repository.Surroundings, "agent");
        await repository.GitAsync("worktree", "add", "--quiet", "-b", "agent", worktree);
        await File.WriteAllTextAsync(Path.Combine(worktree, "new"), "1\n");
        await repository.CommitAsync("Main moved on", ("elsewhere", "1\n"));

        var work = await WorkIntegrator.OpenAsync(worktree);
        await work.CommitAsync(new() { Message = "What the agent did", Author = new() { Name = "Amp", Email = "amp@example.com" } });

        var rebased = await work.RebaseAsync("main");
        if (rebased.Status == IntegrationStatus.Conflict)
        {
            Console.WriteLine($"{rebased.ConflictingSha} conflicts in {string.Join(", ", rebased.Files)}; nothing has changed.");
        }

        var merged = await work.MergeAsync("main");

        Assert.Equal(IntegrationStatus.Ok, merged.Status);
        Assert.Equal(rebased.Sha, merged.Sha);
        Assert.True(File.Exists(Path.Combine(repository.Path, "new")));
    }
}
