using Amp.Batch.Journal;
using Amp.Batch.Results;
using Amp.Client;
using Amp.Workspace;
using Microsoft.Extensions.Logging;

namespace Amp.Batch.Execution;

/// <summary>Finds out all that can keep a batch from running before anything is started, and opens its journal.</summary>
internal sealed class BatchPreparation(IAmpClient client, BatchStore store, BatchRunnerOptions options, ILogger logger, TimeProvider clock)
{
    /// <exception cref="BatchPlanException">The plan cannot be run.</exception>
    public async Task<(BatchContext Context, BatchJournal Journal)> BeginAsync(BatchPlan plan, string? id, CancellationToken cancellationToken)
    {
        id ??= store.CreateId();
        BatchIds.Check(id);
        if (store.Exists(id))
        {
            throw new BatchStoreException($"There is a batch '{id}' already.");
        }

        var clients = await FindClientsAsync(plan, cancellationToken).ConfigureAwait(false);
        var cells = await CheckAsync(plan, clients, cancellationToken).ConfigureAwait(false);
        var repository = await OpenRepositoryAsync(cancellationToken).ConfigureAwait(false);
        var header = new JournalHeader
        {
            Id = id,
            Name = plan.Name,
            StartedAt = clock.GetUtcNow(),
            Repository = repository.CommonDirectory,
            Plan = plan.ToJson(),
            Cells = [.. cells.Select(static cell => cell.Id)],
            Commits = await ResolveAsync(repository, cells, cancellationToken).ConfigureAwait(false),
            Commands = Commands(),
        };
        var context = await CreateAsync(header, plan, cells, repository, clients, cancellationToken).ConfigureAwait(false);
        return (context, BatchJournal.Create(store.JournalOf(id), header));
    }

    /// <exception cref="BatchStoreException">There is nothing to go on with.</exception>
    /// <exception cref="BatchPlanException">It cannot be gone on with here.</exception>
    public async Task<(BatchContext Context, BatchJournal Journal)> ResumeAsync(string id, BatchPlan? plan, CancellationToken cancellationToken)
    {
        var journal = BatchJournal.Resume(store.JournalOf(id));
        try
        {
            var header = journal.Header;
            plan ??= BatchPlan.FromJson(header.Plan);
            var all = plan.ExpandCells().ToDictionary(static cell => cell.Id, StringComparer.Ordinal);
            var missing = header.Cells.Count(cell => !all.ContainsKey(cell));
            Refuse(missing > 0, $"The plan lacks {missing} of the {header.Cells.Count} cells that the batch '{id}' was begun with. Give ResumeAsync the plan that it was begun with.");
            Refuse(!header.Commands.SequenceEqual(Commands(), StringComparer.Ordinal), $"The batch '{id}' was begun with other setup or verify commands ({string.Join("; ", header.Commands)}): its results could not be compared.");
            var repository = await OpenRepositoryAsync(cancellationToken).ConfigureAwait(false);
            Refuse(repository.CommonDirectory != header.Repository, $"The batch '{id}' was begun in '{header.Repository}', and this runner works on '{repository.CommonDirectory}'.");
            var clients = await FindClientsAsync(plan, cancellationToken).ConfigureAwait(false);
            return (await CreateAsync(header, plan, [.. header.Cells.Select(cell => all[cell])], repository, clients, cancellationToken).ConfigureAwait(false), journal);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    public async Task<GitRepository> OpenRepositoryAsync(CancellationToken cancellationToken) =>
        await GitRepository.OpenAsync(options.Repository, options.Git, logger, clock, cancellationToken).ConfigureAwait(false);

    /// <summary>Manages worktrees. What git ignores in a cell's is not kept: it is what setup, agent and verify commands build.</summary>
    public WorktreeManager WorktreesOf(GitRepository repository, string batchId) =>
        new(repository, new() { BaseDirectory = options.WorktreeDirectory, SessionId = BatchContext.SessionOf(batchId), DisposableFiles = ["*"] }, new LoggerOf(logger), clock);

    private static void Refuse(bool isWrong, string problem)
    {
        if (isWrong)
        {
            throw new BatchPlanException([new(problem)]);
        }
    }

    private async Task<BatchContext> CreateAsync(
        JournalHeader header, BatchPlan plan, IReadOnlyList<BatchCell> cells, GitRepository repository, Dictionary<string, (IAmpClient Client, AmpCliInfo Cli)> clients, CancellationToken cancellationToken)
    {
        var version = await repository.RunAsync(["version"], cancellationToken).ConfigureAwait(false);
        return new()
        {
            Header = header,
            Cells = cells,
            Limits = plan.Limits,
            Options = options,
            Store = store,
            Worktrees = WorktreesOf(repository, header.Id),
            Clients = clients,
            GitVersion = version.Text.Replace("git version ", "", StringComparison.Ordinal),
            Clock = clock,
            Logger = logger,
        };
    }

    private async Task<IReadOnlyList<BatchCell>> CheckAsync(BatchPlan plan, Dictionary<string, (IAmpClient Client, AmpCliInfo Cli)> clients, CancellationToken cancellationToken)
    {
        List<BatchProblem> problems = [.. plan.Validate(environment => clients[environment?.Name ?? ""].Cli.Capabilities)];
        if (problems.Count == 0 && (plan.Limits.MaxTokens is not null || plan.Limits.MaxCredits is not null))
        {
            problems.AddRange((await plan.PreviewAsync(new(store, clock), options.Concurrency, cancellationToken).ConfigureAwait(false)).LimitProblems);
        }

        return problems.Count == 0 ? plan.ExpandCells() : throw new BatchPlanException(problems);
    }

    private async Task<Dictionary<string, (IAmpClient Client, AmpCliInfo Cli)>> FindClientsAsync(BatchPlan plan, CancellationToken cancellationToken)
    {
        var clients = new Dictionary<string, (IAmpClient Client, AmpCliInfo Cli)>(StringComparer.Ordinal)
        {
            [""] = (client, await client.GetCliAsync(cancellationToken).ConfigureAwait(false)),
        };
        foreach (var environment in plan.Environments.Concat(plan.Combinations.Select(static combination => combination.Environment)).OfType<BatchEnvironment>().DistinctBy(static environment => environment.Name))
        {
            Refuse(options.ClientFor is null, $"The plan runs in the environment '{environment.Name}', and {nameof(BatchRunnerOptions)}.{nameof(BatchRunnerOptions.ClientFor)} is not set: it gives the client of an environment.");
            var other = options.ClientFor!(environment);
            clients[environment.Name] = (other, await other.GetCliAsync(cancellationToken).ConfigureAwait(false));
        }

        return clients;
    }

    private static async Task<Dictionary<string, string>> ResolveAsync(GitRepository repository, IReadOnlyList<BatchCell> cells, CancellationToken cancellationToken)
    {
        var (commits, problems) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<BatchProblem>());
        foreach (var group in cells.GroupBy(static cell => cell.Combination.BaseCommit ?? "", StringComparer.Ordinal))
        {
            try
            {
                commits[group.Key] = await repository.ResolveAsync(group.Key.Length == 0 ? "HEAD" : group.Key, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is GitException or ArgumentException)
            {
                problems.Add(new(e.Message) { Cells = [.. group] });
            }
        }

        return problems.Count == 0 ? commits : throw new BatchPlanException(problems);
    }

    private string[] Commands() => [.. options.Setup.Select(static command => "setup: " + Text(command)), .. options.Verify.Select(static command => "verify: " + Text(command))];

    private static string Text(BatchCommand command) => string.Join(' ', [command.Program, .. command.Arguments]);

    private sealed class LoggerOf(ILogger logger) : ILogger<WorktreeManager>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logger.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => logger.Log(logLevel, eventId, state, exception, formatter);
    }
}
