using System.Globalization;
using System.Text;
using Amp.Testing.Repositories;

namespace Amp.Testing;

/// <summary>A real git repository in a temporary folder, to test with what works on repositories. Made in one go, however large; the same calls make the same commits each time.</summary>
/// <remarks>
/// <para>Git must be on <c>PATH</c>. Its commands run without the settings, hooks and prompts of whoever runs the test, with an author and dates of their own.</para>
/// <para>Members are safe to call from several threads as far as git itself is.</para>
/// </remarks>
/// <example>
/// <code>
/// await using var repository = await TestRepository.CreateAsync();
/// var sha = await repository.CommitAsync("Say hello", ("hello.txt", "Hello.\n"));
/// </code>
/// </example>
public sealed class TestRepository : IAsyncDisposable
{
    private readonly TestGit _git;
    private readonly string? _ownedFolder;

    private TestRepository(TestGit git, string path, string? ownedFolder) => (_git, Path, _ownedFolder) = (git, path, ownedFolder);

    /// <summary>Gets the absolute path of the work tree, or of the repository itself when it is bare.</summary>
    public string Path { get; }

    /// <summary>Gets the temporary folder around it. What a test puts there goes with the repository.</summary>
    public string Surroundings => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>Makes a repository.</summary>
    /// <param name="options">Its kind; three small files on <c>main</c> when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends git.</param>
    /// <returns>The repository. Dispose it.</returns>
    /// <exception cref="InvalidOperationException">Git is missing or refused.</exception>
    public static async Task<TestRepository> CreateAsync(TestRepositoryOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Files, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.FileBytes, 16, nameof(options));
        var surroundings = Directory.CreateTempSubdirectory("test-repository-").FullName;
        var path = System.IO.Path.Combine(surroundings, options.FolderName);
        Directory.CreateDirectory(path);
        var repository = new TestRepository(new(path), path, surroundings);
        try
        {
            List<string> init = ["init", "--quiet", "--initial-branch", options.Branch, "--object-format", options.ObjectFormat];
            await repository._git.RunAsync(options.IsBare ? [.. init, "--bare"] : init, default, cancellationToken).ConfigureAwait(false);
            TestGit.WriteIdentity(options.IsBare ? path : System.IO.Path.Combine(path, ".git"));
            if (options.Files > 0)
            {
                await repository._git.RunAsync(["fast-import", "--quiet", "--force"], ImportStream.FirstCommit(options), cancellationToken).ConfigureAwait(false);
                if (!options.IsBare)
                {
                    await repository._git.RunAsync(["reset", "--quiet", "--hard"], default, cancellationToken).ConfigureAwait(false);
                }
            }

            return repository;
        }
        catch
        {
            await repository.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs git in the repository.</summary>
    /// <param name="arguments">The verb and its arguments.</param>
    /// <returns>What it wrote, without the last line end.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it said.</exception>
    public Task<string> GitAsync(params IReadOnlyList<string> arguments) => _git.RunAsync(arguments, default, CancellationToken.None);

    /// <summary>Runs git in another folder with the same settings: in a worktree of this repository, for example.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="arguments">The verb and its arguments.</param>
    /// <returns>What it wrote, without the last line end.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it said.</exception>
    public Task<string> GitInAsync(string folder, params IReadOnlyList<string> arguments) => _git.In(folder).RunAsync(arguments, default, CancellationToken.None);

    /// <summary>Writes a file of the work tree, with the folders on the way to it.</summary>
    /// <param name="path">The path from the top of the work tree.</param>
    /// <param name="text">The content, as UTF-8.</param>
    public void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file of the work tree, with the folders on the way to it.</summary>
    /// <param name="path">The path from the top of the work tree.</param>
    /// <param name="content">The content.</param>
    public void Write(string path, ReadOnlySpan<byte> content)
    {
        var file = System.IO.Path.Combine(Path, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
    }

    /// <summary>Writes files and commits everything that differs.</summary>
    /// <param name="message">The message.</param>
    /// <param name="files">The files, by their path from the top of the work tree.</param>
    /// <returns>The name of the commit. One without changes is made too.</returns>
    public async Task<string> CommitAsync(string message, params IReadOnlyList<(string Path, string Text)> files)
    {
        foreach (var (path, text) in files)
        {
            Write(path, text);
        }

        await GitAsync("add", "--all").ConfigureAwait(false);
        await GitAsync("commit", "--quiet", "--allow-empty", "--no-verify", "--message", message).ConfigureAwait(false);
        return await GitAsync("rev-parse", "HEAD").ConfigureAwait(false);
    }

    /// <summary>Clones the repository into a folder beside it.</summary>
    /// <param name="folderName">The name of the folder.</param>
    /// <param name="options">Options of <c>git clone</c>, such as <c>--depth=1</c>, <c>--filter=blob:none</c>, <c>--bare</c> or <c>--sparse</c>.</param>
    /// <returns>The clone. It goes when this one is disposed.</returns>
    public async Task<TestRepository> CloneAsync(string folderName, params IReadOnlyList<string> options)
    {
        // As an address and not a path: a path would be copied, and the options of a transport not be looked at.
        await GitAsync("config", "uploadpack.allowFilter", "true").ConfigureAwait(false);
        var path = System.IO.Path.Combine(Surroundings, folderName);
        await _git.In(Surroundings).RunAsync(["clone", "--quiet", .. options, "--", new Uri(Path).AbsoluteUri, path], default, CancellationToken.None).ConfigureAwait(false);
        var gitFolder = System.IO.Path.Combine(path, ".git");
        TestGit.WriteIdentity(Directory.Exists(gitFolder) ? gitFolder : path);
        return new(_git.In(path), path, ownedFolder: null);
    }

    /// <summary>Adds another repository as a submodule and commits that.</summary>
    /// <param name="path">Where, from the top of the work tree.</param>
    /// <param name="other">The other repository.</param>
    /// <returns>The name of the commit.</returns>
    public async Task<string> AddSubmoduleAsync(string path, TestRepository other)
    {
        ArgumentNullException.ThrowIfNull(other);
        await GitAsync("submodule", "--quiet", "add", "--", other.Path, path).ConfigureAwait(false);
        return await CommitAsync(string.Create(CultureInfo.InvariantCulture, $"Add the submodule {path}")).ConfigureAwait(false);
    }

    /// <summary>Deletes the repository with the folder around it, also what is read-only in it.</summary>
    /// <returns>Completes when it is gone. What a process still holds open is left to the system's cleaning of temporary folders.</returns>
    public ValueTask DisposeAsync()
    {
        if (_ownedFolder is not null)
        {
            FolderRemoval.Remove(_ownedFolder);
        }

        return ValueTask.CompletedTask;
    }
}
