namespace Amp.Workspace.Tests.Worktrees;

/// <summary>What a removal has kept comes back, whatever form it had, and reaches nothing else.</summary>
public sealed class RestorationTests
{
    private const int Limit = 60_000;

    [Fact(Timeout = Limit)]
    public async Task A_folder_that_became_a_file_and_a_file_that_became_a_folder_come_back()
    {
        await using var lab = await Lab.CreateAsync();
        File.CreateSymbolicLink(Path.Combine(lab.Repository.Path, "way"), "..");
        await lab.Repository.CommitAsync("More", ("deep/er/one.txt", "1\n"), ("deep/er/two.txt", "2\n"), ("plain", "plain\n"));
        var made = await lab.Worktrees.CreateAsync();
        Directory.Delete(Path.Combine(made.Path, "deep"), recursive: true);
        File.WriteAllText(Path.Combine(made.Path, "deep"), "a file now\n");
        File.Delete(Path.Combine(made.Path, "plain"));
        Directory.CreateDirectory(Path.Combine(made.Path, "plain"));
        File.WriteAllText(Path.Combine(made.Path, "plain", "inner"), "in a folder now\n");
        File.Delete(Path.Combine(made.Path, "way"));
        Directory.CreateDirectory(Path.Combine(made.Path, "way"));
        File.WriteAllText(Path.Combine(made.Path, "way", "inner"), "no link now\n");
        var salvage = (await lab.Worktrees.RemoveAsync(made.Id!, WorktreeRemovePolicy.Salvaging)).Salvage!;

        var again = await lab.Worktrees.CreateAsync();
        await lab.Worktrees.Salvages.RestoreAsync(salvage.Id, again.Path);

        Assert.Equal("a file now\n", File.ReadAllText(Path.Combine(again.Path, "deep")));
        Assert.Equal("in a folder now\n", File.ReadAllText(Path.Combine(again.Path, "plain", "inner")));
        Assert.Equal("no link now\n", File.ReadAllText(Path.Combine(again.Path, "way", "inner")));
    }

    [Fact(Timeout = Limit)]
    public async Task A_salvage_that_somebody_else_wrote_reaches_nothing_of_gits()
    {
        await using var lab = await Lab.CreateAsync();
        var made = await lab.Worktrees.CreateAsync();
        File.WriteAllText(Path.Combine(made.Path, "mine.txt"), "mine\n");
        var salvage = (await lab.Worktrees.RemoveAsync(made.Id!, WorktreeRemovePolicy.Salvaging)).Salvage!;
        var blob = await lab.Repository.GitAsync("rev-parse", $"{salvage.Sha}:mine.txt");
        var message = await lab.Repository.GitAsync("log", "-1", "--format=%B", salvage.Sha);
        await lab.Repository.GitAsync("read-tree", "--empty");
        await lab.Repository.GitAsync("update-index", "--add", "--cacheinfo", $"100644,{blob},x/mine.txt");
        var folder = await lab.Repository.GitAsync("rev-parse", $"{await lab.Repository.GitAsync("write-tree")}:x");
        var tree = await TreeAsync(folder, ".git");
        var commit = await lab.Repository.GitAsync("commit-tree", "-p", salvage.HeadSha!, "-m", message, tree);
        await lab.Repository.GitAsync("update-ref", "refs/amp/salvage/evil", commit);
        var again = await lab.Worktrees.CreateAsync(new() { Base = salvage.HeadSha! });
        var pointer = File.ReadAllText(Path.Combine(again.Path, ".git"));

        var refusal = await Assert.ThrowsAsync<WorkspaceException>(() => lab.Worktrees.Salvages.RestoreAsync("evil", again.Path));
        Assert.Contains("not inside", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(pointer, File.ReadAllText(Path.Combine(again.Path, ".git")));

        // Git itself puts no such name into an index, but takes the bytes of a tree as they are.
        async Task<string> TreeAsync(string content, string name)
        {
            byte[] bytes = [.. System.Text.Encoding.ASCII.GetBytes($"40000 {name}\0"), .. Convert.FromHexString(content)];
            var file = Path.Combine(lab.Repository.Surroundings, "tree");
            await File.WriteAllBytesAsync(file, bytes);
            return await lab.Repository.GitAsync("hash-object", "-t", "tree", "-w", "--literally", file);
        }
    }

    [Fact(Timeout = Limit)]
    public async Task A_conflict_comes_back_as_one()
    {
        await using var lab = await Lab.CreateAsync();
        var start = await lab.Repository.CommitAsync("Base", ("f.txt", "base\n"));
        await lab.Repository.CommitAsync("Ours", ("f.txt", "ours\n"));
        var made = await lab.Worktrees.CreateAsync(new() { Base = start });
        File.WriteAllText(Path.Combine(made.Path, "f.txt"), "theirs\n");
        await lab.Repository.GitInAsync(made.Path, "commit", "--quiet", "-am", "Theirs");
        await Assert.ThrowsAsync<InvalidOperationException>(() => lab.Repository.GitInAsync(made.Path, "merge", "main"));
        var before = await lab.Repository.GitInAsync(made.Path, "ls-files", "-s");
        var salvage = (await lab.Worktrees.RemoveAsync(made.Path, WorktreeRemovePolicy.Salvaging)).Salvage!;

        var again = await lab.Worktrees.CreateAsync(new() { Base = salvage.HeadSha! });
        await lab.Worktrees.Salvages.RestoreAsync(salvage.Id, again.Path);

        Assert.Equal(before, await lab.Repository.GitInAsync(again.Path, "ls-files", "-s"));
        Assert.Equal("UU f.txt", await lab.Repository.GitInAsync(again.Path, "status", "--porcelain"));
        Assert.Contains("<<<<<<<", File.ReadAllText(Path.Combine(again.Path, "f.txt")), StringComparison.Ordinal);
    }
}
