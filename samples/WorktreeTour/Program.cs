using Amp.Testing;
using Amp.Workspace;

// A walk through the life of a worktree, in a repository made for it: dotnet run --project samples/WorktreeTour
await using var sandbox = await TestRepository.CreateAsync();
await sandbox.CommitAsync("Rules", (".gitignore", ".env\n"), (".worktreeinclude", ".env\n"));
sandbox.Write(".env", "API_KEY=for-tests\n");

var repository = await GitRepository.OpenAsync(sandbox.Path);
var worktrees = new WorktreeManager(repository, new() { BaseDirectory = Path.Combine(sandbox.Surroundings, "worktrees") });

Say("1. A worktree for an agent: detached at HEAD, with the ignored .env that the project needs.");
var worktree = await worktrees.CreateAsync();
Console.WriteLine($"   {worktree.Path}");
Console.WriteLine($"   .env is there: {File.Exists(Path.Combine(worktree.Path, ".env"))}");

Say("2. The agent works.");
await File.WriteAllTextAsync(Path.Combine(worktree.Path, "answer.txt"), "42\n");
await File.AppendAllTextAsync(Path.Combine(worktree.Path, ".env"), "ADDED=by-the-agent\n");
await ShowAsync();

Say("3. Removing it now would lose that, so it is refused.");
try
{
    await worktrees.RemoveAsync(worktree.Id!);
}
catch (WorktreeRefusedException e)
{
    Console.WriteLine($"   {e.Obstacles}: {e.Message}");
}

Say("4. By force it goes, and everything is kept first.");
var removal = await worktrees.RemoveAsync(worktree.Id!, WorktreeRemovePolicy.Salvaging);
Console.WriteLine($"   kept as refs/amp/salvage/{removal.Salvage!.Id}");

Say("5. And comes back, the ignored file too.");
var again = await worktrees.CreateAsync(new() { Base = removal.Salvage.HeadSha!, NewBranch = "answer", UsesWorktreeInclude = false });
await worktrees.Salvages.RestoreAsync(removal.Salvage.Id, again.Path);
Console.WriteLine($"   answer.txt: {(await File.ReadAllTextAsync(Path.Combine(again.Path, "answer.txt"))).Trim()}");
Console.WriteLine($"   .env: {(await File.ReadAllTextAsync(Path.Combine(again.Path, ".env"))).ReplaceLineEndings(" ")}");

Say("6. Sixteen at once on one repository.");
var many = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => worktrees.CreateAsync()));
Console.WriteLine($"   {many.Length} made");

Say("7. A reaper takes only what nobody owns any more. This process owns all of these and lives.");
var report = await worktrees.ReapAsync(new() { MinAge = TimeSpan.Zero, IsDryRun = true });
Console.WriteLine($"   would take {report.Verdicts.Count(verdict => verdict.IsReaped)} of {report.Verdicts.Count}; the first stays because {report.Verdicts[0].Details}");

Say("8. Clean ones go without a question.");
foreach (var one in many)
{
    await worktrees.RemoveAsync(one.Id!);
}

await ShowAsync();
Console.WriteLine($"   {File.ReadLines(worktrees.AuditLogPath).Count()} lines in {worktrees.AuditLogPath}");
return 0;

static void Say(string text) => Console.WriteLine($"\n{text}");

async Task ShowAsync()
{
    foreach (var one in await worktrees.ListAsync())
    {
        var state = one.State!;
        Console.WriteLine($"   {(one.IsMain ? "main" : one.Id)}: {(state.IsClean ? "clean" : $"{state.ChangedFiles} changed")}, {state.IgnoredFiles} ignored of its own, {one.Head.Branch ?? "no branch"}");
    }
}
