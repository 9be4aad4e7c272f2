using System.Globalization;
using Amp.Testing;

namespace Amp.Workspace.Tests.Diffs;

public sealed class ContentRuleTests
{
    private const int Limit = 120_000;

    [Theory(Timeout = Limit)]
    [InlineData("true")]
    [InlineData("input")]
    public async Task Line_ends_are_taken_as_git_add_takes_them(string autocrlf)
    {
        await using var repository = await TestRepository.CreateAsync();
        await repository.CommitAsync("CRLF in the repository", ("crlf.txt", "1\r\n2\r\n3\r\n"));
        await repository.GitAsync("config", "core.autocrlf", autocrlf);
        await repository.GitAsync("config", "core.safecrlf", "true");
        await using var tracker = await FileDiffTracker.OpenAsync(repository.Path);
        await using var before = await tracker.CaptureAsync();
        repository.Write("crlf.txt", "1\r\nchanged\r\n3\r\n");
        repository.Write("new.txt", "1\r\n2\n");

        var diff = await tracker.DiffAsync(before);

        // A file that is CRLF in the index stays so; a new one does not get to be.
        Assert.Equal((1, 1), (diff.Files[0].LinesAdded, diff.Files[0].LinesDeleted));
        Assert.Contains("+changed\r\n", diff.PatchText, StringComparison.Ordinal);
        Assert.Contains("+1\n+2\n", diff.PatchText, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Names_that_differ_only_in_case_are_two_files_also_when_git_was_told_otherwise()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;   // they are one file there
        }

        await using var repository = await TestRepository.CreateAsync();
        await repository.CommitAsync("One", ("readme.txt", "one\n"));
        await repository.GitAsync("config", "core.ignoreCase", "true");
        await using var tracker = await FileDiffTracker.OpenAsync(repository.Path);
        await using var before = await tracker.CaptureAsync();
        repository.Write("README.txt", "another\n");

        var file = Assert.Single((await tracker.DiffAsync(before)).Files);

        Assert.Equal(("README.txt", FileOperation.Create), (file.Path, file.Operation));
    }

    [Fact(Timeout = Limit)]
    public async Task Filters_run_as_they_do_for_git_status_and_one_that_fails_is_an_error()
    {
        await using var repository = await TestRepository.CreateAsync();
        await repository.GitAsync("config", "filter.upper.clean", "tr a-z A-Z");
        await repository.GitAsync("config", "filter.upper.smudge", "tr A-Z a-z");
        await repository.CommitAsync("Filtered", (".gitattributes", "*.up filter=upper\n"), ("file.up", "one\n"));
        await using var tracker = await FileDiffTracker.OpenAsync(repository.Path);
        await using var before = await tracker.CaptureAsync();
        repository.Write("file.up", "one\ntwo\n");

        Assert.Contains(" ONE\n+TWO\n", (await tracker.DiffAsync(before)).PatchText, StringComparison.Ordinal);

        await repository.GitAsync("config", "filter.upper.clean", "false");
        await repository.GitAsync("config", "filter.upper.required", "true");
        repository.Write("file.up", "one\ntwo\nthree\n");
        var e = await Assert.ThrowsAsync<GitException>(() => tracker.DiffAsync(before));
        Assert.Contains("upper", e.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task The_settings_of_the_user_for_diffs_change_nothing()
    {
        await using var repository = await TestRepository.CreateAsync();
        await repository.CommitAsync("Base", (".gitattributes", "*.txt diff=shout\n"), ("old name.txt", "1\n2\n3\n\n5\n6\n7\n8\n9\n"));
        await using var tracker = await FileDiffTracker.OpenAsync(repository.Path);
        await using var before = await tracker.CaptureAsync();
        await repository.GitAsync("mv", "old name.txt", "new name.txt");
        repository.Write("new name.txt", "1\n2\n3\n\nfive\n6\n7\n8\n9\n");
        var plain = await tracker.DiffAsync(before);
        foreach (var (name, value) in new[]
                 {
                     ("diff.noprefix", "true"), ("diff.mnemonicPrefix", "true"), ("diff.external", "false"), ("color.ui", "always"), ("color.diff", "always"), ("diff.context", "9"), ("diff.renames", "false"),
                     ("diff.shout.textconv", "tr a-z A-Z <"), ("diff.shout.command", "false"), ("diff.suppressBlankEmpty", "true"), ("diff.submodule", "log"), ("diff.ignoreSubmodules", "all"), ("core.quotePath", "false"),
                     ("status.showUntrackedFiles", "no"), ("status.relativePaths", "true"), ("status.renames", "copies"), ("diff.wsErrorHighlight", "all"), ("core.pager", "false"),
                 })
        {
            await repository.GitAsync("config", name, value);
        }

        repository.Write("untracked", "");
        var diff = await tracker.DiffAsync(before);

        Assert.Equal(FileOperation.Rename, diff.Files[0].Operation);
        Assert.Equal(("old name.txt", "new name.txt"), (diff.Files[0].OldPath, diff.Files[0].Path));
        Assert.Equal(plain.Files[0].Diff, diff.Files[0].Diff);
        Assert.Equal("untracked", diff.Files[1].Path);
    }

    [Fact(Timeout = Limit)]
    public async Task A_diff_tells_operations_numbers_modes_and_hunks()
    {
        await using var repository = await TestRepository.CreateAsync();
        var lines = string.Concat(Enumerable.Range(1, 30).Select(i => string.Create(CultureInfo.InvariantCulture, $"line {i}\n")));
        await repository.CommitAsync("Base", ("modified", lines), ("deleted", "x\ny\n"), ("moved", lines + "moved\n"), ("mode", "#!/bin/sh\n"), ("kind", "a file\n"), ("binary", "a\0b"), ("touched", "same\n"));
        await using var tracker = await FileDiffTracker.OpenAsync(repository.Path);
        await using var before = await tracker.CaptureAsync();
        repository.Write("modified", lines.Replace("line 2\n", "", StringComparison.Ordinal).Replace("line 25\n", "line 25\nand more\n", StringComparison.Ordinal) + "no end");
        File.Delete(Path.Combine(repository.Path, "deleted"));
        File.Move(Path.Combine(repository.Path, "moved"), Path.Combine(repository.Path, "moved-here"));
        File.Delete(Path.Combine(repository.Path, "kind"));
        File.CreateSymbolicLink(Path.Combine(repository.Path, "kind"), "mode");
        repository.Write("binary", "a\0c");
        repository.Write("empty", "");
        repository.Write("touched", "same\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(repository.Path, "mode"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var diff = await tracker.DiffAsync(before);

        Assert.Equal(
            [
                "binary Modify +0 -0 100644 100644 True", "deleted Delete +0 -2 100644  False", "empty Create +0 -0  100644 False", "kind TypeChange +1 -1 100644 120000 False",
                "mode ModeChange +0 -0 100644 100755 False", "modified Modify +2 -1 100644 100644 False", "moved-here Rename +0 -0 100644 100644 False",
            ],
            diff.Files.Select(file => $"{file.Path} {file.Operation} +{file.LinesAdded} -{file.LinesDeleted} {file.OldMode} {file.NewMode} {file.IsBinary}"));
        Assert.Equal(100, diff.Files[6].Similarity);
        var hunks = diff.Files[5].Hunks;
        Assert.Equal(["-1,5 +1,4", "-23,8 +22,10"], hunks.Select(hunk => $"-{hunk.OldStart},{hunk.OldLines} +{hunk.NewStart},{hunk.NewLines}"));
        Assert.Equal(new DiffLine { Kind = DiffLineKind.Deleted, Text = "line 2", OldNumber = 2 }, hunks[0].Lines[1]);
        Assert.Equal(new DiffLine { Kind = DiffLineKind.Added, Text = "no end", NewNumber = 31, HasNoLineEnd = true }, hunks[1].Lines[^1]);
        Assert.Equal((7, 1, 3L, 4L), (diff.Stats.FilesChanged, diff.Stats.BinaryFiles, diff.Stats.LinesAdded, diff.Stats.LinesDeleted));
        Assert.Equal(2, diff.Stats.Operations[FileOperation.Modify]);
        Assert.Equal(diff.ToTree, await PlainApply.ToAsync(repository, before.TreeId, diff.Patch));
    }

    [Fact(Timeout = Limit)]
    public async Task A_patch_that_is_too_long_is_left_out_and_can_be_written_to_a_file()
    {
        await using var repository = await TestRepository.CreateAsync();
        await using var tracker = await FileDiffTracker.OpenAsync(repository.Path, new() { MaxPatchBytes = 2048 });
        await using var before = await tracker.CaptureAsync();
        repository.Write("long", string.Concat(Enumerable.Repeat("a line\n", 1000)));
        await using var after = await tracker.CaptureAsync();

        var diff = await tracker.DiffAsync(before, after);

        Assert.True(diff.IsPatchLeftOut);
        Assert.Equal(1000, diff.Stats.LinesAdded);
        Assert.Null(Assert.Single(diff.Files).Diff);
        var file = Path.Combine(repository.Surroundings, "a patch");
        await tracker.WritePatchAsync(before, after, file);
        Assert.Equal(after.TreeId, await PlainApply.ToAsync(repository, before.TreeId, await File.ReadAllBytesAsync(file)));
    }
}
