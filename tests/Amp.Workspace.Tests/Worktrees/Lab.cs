using Amp.Testing;

namespace Amp.Workspace.Tests.Worktrees;

/// <summary>A real repository, and a manager of its worktrees in a folder beside it.</summary>
internal sealed class Lab : IAsyncDisposable
{
    private Lab(TestRepository repository, WorktreeManager worktrees) => (Repository, Worktrees) = (repository, worktrees);

    public TestRepository Repository { get; }

    public WorktreeManager Worktrees { get; }

    public string BaseDirectory => Path.Combine(Repository.Surroundings, "worktrees");

    public static async Task<Lab> CreateAsync(TestRepositoryOptions? repository = null, Action<WorktreeOptions>? configure = null, TimeProvider? clock = null)
    {
        var made = await TestRepository.CreateAsync(repository);
        return new(made, await ManagerAsync(made, configure, clock));
    }

    public static async Task<WorktreeManager> ManagerAsync(TestRepository repository, Action<WorktreeOptions>? configure = null, TimeProvider? clock = null)
    {
        var options = new WorktreeOptions { BaseDirectory = Path.Combine(repository.Surroundings, "worktrees") };
        configure?.Invoke(options);
        return new(await GitRepository.OpenAsync(repository.Path), options, clock: clock);
    }

    public Task<WorktreeManager> OtherManagerAsync(Action<WorktreeOptions>? configure = null) => ManagerAsync(Repository, configure);

    public async Task<Worktree> FindAsync(string path) => (await Worktrees.ListAsync()).Single(worktree => worktree.Path == path);

    public ValueTask DisposeAsync() => Repository.DisposeAsync();
}
