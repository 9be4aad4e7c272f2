using Amp.Testing;

namespace Amp.Workspace.Tests.Integration;

/// <summary>A repository with a worktree on a branch of its own, as an agent has it.</summary>
internal sealed class IntegrationFixture : IAsyncDisposable
{
    private IntegrationFixture(TestRepository repository, string worktree) => (Repository, Worktree) = (repository, worktree);

    public TestRepository Repository { get; }

    public string Worktree { get; }

    public static async Task<IntegrationFixture> CreateAsync()
    {
        var repository = await TestRepository.CreateAsync(new() { Files = 0 });
        await repository.CommitAsync("Base", (".gitignore", ".env\n"), ("shared", "1\n2\n3\n4\n5\n6\n7\n8\n9\n"), ("other", "other\n"));
        var worktree = Path.Combine(repository.Surroundings, "the work");
        await repository.GitAsync("worktree", "add", "--quiet", "-b", "work", worktree);
        return new(repository, worktree);
    }

    public Task<WorkIntegrator> OpenAsync() => WorkIntegrator.OpenAsync(Worktree);

    public Task<string> GitAsync(params string[] arguments) => Repository.GitInAsync(Worktree, arguments);

    public Task WriteAsync(string path, string text) => File.WriteAllTextAsync(Path.Combine(Worktree, path), text);

    public async Task<string> CommitAsync(string message, string path, string text)
    {
        await WriteAsync(path, text);
        await GitAsync("add", "--all");
        await GitAsync("commit", "--quiet", "--message", message);
        return await GitAsync("rev-parse", "HEAD");
    }

    /// <summary>Of both work trees and the repository.</summary>
    public async Task<string> StateAsync() => await RepositoryState.OfAsync(Repository.Path) + await RepositoryState.OfAsync(Worktree);

    public ValueTask DisposeAsync() => Repository.DisposeAsync();
}
