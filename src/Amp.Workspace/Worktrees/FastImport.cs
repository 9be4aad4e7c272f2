using System.Globalization;
using System.Text;

namespace Amp.Workspace.Worktrees;

/// <summary>Writes what <c>git fast-import</c> reads: whole commits from files as they are, without the filters and line ends of the user's settings, and with the reference set last or not at all.</summary>
internal sealed class FastImport(Stream stream, string reference, DateTimeOffset at)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public Task BeginAsync(CancellationToken cancellationToken) => WriteAsync($"feature done\nreset {reference}\n\n", cancellationToken);

    public async Task CommitAsync(int mark, string message, IReadOnlyList<string> parents, CancellationToken cancellationToken)
    {
        var bytes = Utf8.GetByteCount(message);
        await WriteAsync(string.Create(CultureInfo.InvariantCulture, $"commit {reference}\nmark :{mark}\ncommitter Amp Workspace <workspace@amp.invalid> {at.ToUnixTimeSeconds()} +0000\ndata {bytes}\n{message}\n"), cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < parents.Count; i++)
        {
            await WriteAsync($"{(i == 0 ? "from" : "merge")} {parents[i]}\n", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes the commit's files from a tree that there is.</summary>
    public Task UseTreeAsync(string tree, CancellationToken cancellationToken) => WriteAsync($"M 040000 {tree} \"\"\n", cancellationToken);

    public Task DeleteAsync(string path, CancellationToken cancellationToken) => WriteAsync($"D {Quote(path)}\n", cancellationToken);

    public Task AddAsync(string mode, string sha, string path, CancellationToken cancellationToken) => WriteAsync($"M {mode} {sha} {Quote(path)}\n", cancellationToken);

    /// <summary>Adds a file, or a link as what it points to.</summary>
    /// <exception cref="IOException">It cannot be read, or changed its length meanwhile.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public async Task AddFileAsync(string file, string path, CancellationToken cancellationToken)
    {
        if (FileFacts.LinkTarget(file) is { } target)
        {
            await WriteAsync(string.Create(CultureInfo.InvariantCulture, $"M 120000 inline {Quote(path)}\ndata {Utf8.GetByteCount(target)}\n{target}\n"), cancellationToken).ConfigureAwait(false);
            return;
        }

        var content = FileFacts.OpenRead(file);
        await using var scope = content.ConfigureAwait(false);
        var isProgram = !OperatingSystem.IsWindows() && (File.GetUnixFileMode(content.SafeFileHandle) & UnixFileMode.UserExecute) != 0;
        var left = content.Length;
        await WriteAsync(string.Create(CultureInfo.InvariantCulture, $"M {(isProgram ? "100755" : "100644")} inline {Quote(path)}\ndata {left}\n"), cancellationToken).ConfigureAwait(false);
        var buffer = new byte[64 * 1024];
        while (left > 0)
        {
            var read = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                throw new EndOfStreamException($"'{file}' became shorter while it was read.");
            }

            await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            left -= read;
        }

        await WriteAsync("\n", cancellationToken).ConfigureAwait(false);
    }

    public Task EndAsync(CancellationToken cancellationToken) => WriteAsync("done\n", cancellationToken);

    private static string Quote(string path) =>
        $"\"{path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    private async Task WriteAsync(string text, CancellationToken cancellationToken) => await stream.WriteAsync(Utf8.GetBytes(text), cancellationToken).ConfigureAwait(false);
}
