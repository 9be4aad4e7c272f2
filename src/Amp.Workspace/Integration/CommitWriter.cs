using System.Text;
using Amp.Workspace.Git;

namespace Amp.Workspace.Integration;

/// <summary>Writes commits as objects. No branch, index or file is touched.</summary>
internal sealed class CommitWriter(GitCommand git)
{
    private static readonly string[] NotCarriedOver = ["tree ", "parent ", "committer ", "gpgsig ", "gpgsig-sha256 ", "mergetag "];

    // For commits that only carry a tree into a merge, and that nobody will see.
    private static readonly GitPerson Nobody = new() { Name = "amp", Email = "amp@localhost", Date = DateTimeOffset.UnixEpoch };

    public static Dictionary<string, string> Environment(GitPerson? author, GitPerson? committer)
    {
        var environment = new Dictionary<string, string>();
        author?.AddTo(environment, "AUTHOR");
        committer?.AddTo(environment, "COMMITTER");
        return environment;
    }

    public Task<string> WriteCarrierAsync(string tree, string parent, CancellationToken cancellationToken) =>
        WriteAsync(tree, [parent], "carrier", Nobody, Nobody, isSigned: false, cancellationToken);

    /// <exception cref="GitException">Nobody was named, and git is not set up for anybody (<see cref="GitErrorKind.NoIdentity"/>).</exception>
    public async Task<string> WriteAsync(string tree, IReadOnlyList<string> parents, string message, GitPerson? author, GitPerson? committer, bool isSigned, CancellationToken cancellationToken)
    {
        string[] signing = isSigned ? ["-S"] : [];
        var answer = await git.RunAsync(
            new GitCall(["commit-tree", .. signing, .. parents.SelectMany(parent => (string[])["-p", parent]), "-F", "-", tree])
            {
                Environment = Environment(author, committer),
                Settings = ["i18n.commitEncoding=UTF-8"],
                Input = Encoding.UTF8.GetBytes(message),
            },
            cancellationToken).ConfigureAwait(false);
        return answer.Text;
    }

    /// <summary>The same commit on another parent: author, date, encoding and message byte for byte. A signature would be wrong, and is left out.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="tree">Its new tree.</param>
    /// <param name="parent">Its new parent.</param>
    /// <param name="committer">Who commits it now, as git writes it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<string> RewriteAsync(string commit, string tree, string parent, string committer, CancellationToken cancellationToken)
    {
        var old = await git.ReadAsync(["cat-file", "commit", commit], cancellationToken).ConfigureAwait(false);
        var text = Encoding.Latin1.GetString(old.Output.Span);
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var headers = new StringBuilder($"tree {tree}\nparent {parent}\n");
        var isLeftOut = false;
        foreach (var line in (end < 0 ? text.TrimEnd('\n') : text[..end]).Split('\n'))
        {
            // A line that begins with a space belongs to the one before.
            isLeftOut = line.StartsWith(' ') ? isLeftOut : NotCarriedOver.Any(name => line.StartsWith(name, StringComparison.Ordinal));
            if (!isLeftOut)
            {
                headers.Append(line).Append('\n');
                if (line.StartsWith("author ", StringComparison.Ordinal))
                {
                    headers.Append("committer ").Append(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(committer))).Append('\n');
                }
            }
        }

        var bytes = Encoding.Latin1.GetBytes(headers + (end < 0 ? "\n" : text[(end + 1)..]));
        var written = await git.RunAsync(new GitCall("hash-object", "-t", "commit", "-w", "--stdin") { Input = bytes }, cancellationToken).ConfigureAwait(false);
        return written.Text;
    }
}
