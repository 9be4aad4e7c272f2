namespace Amp.Workspace.Git;

/// <summary>What git says about a folder: which repository it belongs to, and of what kind that is.</summary>
internal sealed record RepositoryShape
{
    private static readonly string[] Questions =
        ["--is-bare-repository", "--is-inside-work-tree", "--show-object-format", "--is-shallow-repository", "--git-dir", "--git-common-dir"];

    public required bool IsBare { get; init; }

    public required string? WorkTree { get; init; }

    public required string GitDirectory { get; init; }

    public required string CommonDirectory { get; init; }

    public required string ObjectFormat { get; init; }

    public required bool IsShallow { get; init; }

    public required bool IsPartialClone { get; init; }

    public required bool IsSparse { get; init; }

    /// <exception cref="GitException">The folder is not inside a repository, or git will not touch it.</exception>
    public static async Task<RepositoryShape> AskAsync(GitCommand git, CancellationToken cancellationToken)
    {
        var answers = git.ReadAsync(["rev-parse", "--path-format=absolute", .. Questions], cancellationToken);
        var traits = git.RunAsync(new("config", "--null", "--get-regexp", @"^(core\.sparsecheckout|remote\..*\.promisor|extensions\.partialclone)$") { IsRead = true, AcceptedExitCodes = [0, 1] }, cancellationToken);
        await Task.WhenAll(answers, traits).ConfigureAwait(false);

        var lines = (await answers.ConfigureAwait(false)).Text.Split('\n');
        var settings = (await traits.ConfigureAwait(false)).SplitAtNul();
        var isInside = lines[1] == "true";
        // A line break in a path makes more lines than questions: then each path is asked for alone.
        var isPlain = lines.Length == Questions.Length;
        return new()
        {
            IsBare = lines[0] == "true",
            ObjectFormat = lines[2],
            IsShallow = lines[3] == "true",
            GitDirectory = isPlain ? lines[4] : await AskPathAsync("--git-dir").ConfigureAwait(false),
            CommonDirectory = isPlain ? lines[5] : await AskPathAsync("--git-common-dir").ConfigureAwait(false),
            WorkTree = isInside ? await AskPathAsync("--show-toplevel").ConfigureAwait(false) : null,
            IsPartialClone = settings.Any(setting => IsSet(setting, ".promisor") || setting.StartsWith("extensions.partialclone\n", StringComparison.Ordinal)),
            IsSparse = settings.Any(setting => IsSet(setting, "core.sparsecheckout")),
        };

        async Task<string> AskPathAsync(string question) =>
            Path.GetFullPath((await git.ReadAsync(["rev-parse", "--path-format=absolute", question], cancellationToken).ConfigureAwait(false)).Text);
    }

    // name LF value, or the name alone, which means true.
    private static bool IsSet(string setting, string nameEnd)
    {
        var parts = setting.Split('\n', 2);
        return parts[0].EndsWith(nameEnd, StringComparison.Ordinal) && (parts.Length == 1 || parts[1] is "true" or "yes" or "on" or "1");
    }
}
