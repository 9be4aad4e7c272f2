using System.Globalization;
using System.Text;
using Amp.Client.Cli;
using Amp.Client.Threads;

namespace Amp.Client;

/// <summary>The threads as the CLI tells and changes them, which asks the Amp service. Each call starts a process of its own and spends no turn, except <see cref="HandOffAsync"/>. Thread-safe.</summary>
/// <remarks>
/// Every method throws what those of <see cref="AmpCliCommands"/> do: among them <see cref="AmpCapabilityException"/> where this CLI lacks the command, and
/// <see cref="AmpProcessException"/> where the command fails, as for a thread that the service does not have.
/// </remarks>
public sealed class AmpCliThreads
{
    private readonly CommandRunner _runner;

    internal AmpCliThreads(CommandRunner runner) => _runner = runner;

    /// <summary>Lists the threads of the user.</summary>
    /// <param name="includeArchived">Whether archived ones are among them. CLI 0.0.1767830505 lists them in any case, and takes no such flag.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>In the CLI's order. From its JSON where it gives some (0.0.1777897475), else from its table.</returns>
    public Task<IReadOnlyList<AmpCliThread>> ListAsync(bool includeArchived = false, AmpCommandOptions? options = null, CancellationToken cancellationToken = default) =>
        ListAsync("threads list", includeArchived ? ["--include-archived"] : [], [], options, cancellationToken);

    /// <summary>Searches the threads at the service.</summary>
    /// <param name="query">In the CLI's language: words, <c>"quoted phrases"</c>, <c>file:path</c>, <c>repo:url</c>.</param>
    /// <param name="limit">How many threads at the most; the CLI's own limit (20) when <see langword="null"/>.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>In the CLI's order. From its JSON where it gives some (0.0.1774569934), else from its table.</returns>
    public Task<IReadOnlyList<AmpCliThread>> SearchAsync(string query, int? limit = null, AmpCommandOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit ?? 1, 1, nameof(limit));
        return ListAsync("threads search", limit is { } most ? ["--limit", most.ToString(CultureInfo.InvariantCulture)] : [], ["--", query], options, cancellationToken);
    }

    /// <summary>Reads a thread whole, from the service (<c>threads export</c>).</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The thread; its <see cref="AmpThread.Path"/> is <see langword="null"/>, and its last activity is not known.</returns>
    public async Task<AmpThread> ExportAsync(AmpThreadId thread, AmpCommandOptions? options = null, CancellationToken cancellationToken = default)
    {
        var output = await RunAsync("threads export", [thread.Value], options, cancellationToken).ConfigureAwait(false);
        return await ExportedThread.ReadAsync(thread, output.Text, cancellationToken).ConfigureAwait(false)
            ?? throw new AmpProcessException("'amp threads export' printed something else than a thread.", output.ExitCode, output.StandardErrorTail);
    }

    /// <summary>Gives a thread as the CLI's own Markdown, without what tools answered. <see cref="AmpTranscript"/> makes one with it.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> GetMarkdownAsync(AmpThreadId thread, AmpCommandOptions? options = null, CancellationToken cancellationToken = default) =>
        (await RunAsync("threads markdown", [thread.Value], options, cancellationToken).ConfigureAwait(false)).Text;

    /// <summary>Tells what a thread cost, as the service has it. The words differ between versions and plans.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> GetUsageAsync(AmpThreadId thread, AmpCommandOptions? options = null, CancellationToken cancellationToken = default) =>
        (await RunAsync("threads usage", [thread.Value], options, cancellationToken).ConfigureAwait(false)).Text.Trim();

    /// <summary>Makes an empty thread, which a run can then continue.</summary>
    /// <param name="options">How it is run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<AmpThreadId> CreateAsync(AmpCommandOptions? options = null, CancellationToken cancellationToken = default) =>
        IdIn("threads new", await RunAsync("threads new", [], options, cancellationToken).ConfigureAwait(false));

    /// <summary>Makes a thread that goes on with the goal of another one. The model sums up that one: this costs.</summary>
    /// <param name="thread">The thread that is handed over.</param>
    /// <param name="goal">What is to be done next. It goes by standard input.</param>
    /// <param name="options">How it is run. Mind the time limit: the model has to answer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The new thread.</returns>
    public async Task<AmpThreadId> HandOffAsync(AmpThreadId thread, string goal, AmpCommandOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(goal);
        return IdIn("threads handoff", await RunAsync("threads handoff", [thread.Value, "--print"], options, cancellationToken, Encoding.UTF8.GetBytes(goal)).ConfigureAwait(false));
    }

    /// <summary>Gives a thread another title.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="title">The title.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task RenameAsync(AmpThreadId thread, string title, AmpCommandOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        return RunAsync("threads rename", ["--", thread.Value, title], options, cancellationToken);
    }

    /// <summary>Archives a thread: it is kept, and no longer listed.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task ArchiveAsync(AmpThreadId thread, AmpCommandOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync("threads archive", [thread.Value], options, cancellationToken);

    /// <summary>Adds labels to those that a thread has.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="labels">One or more.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task LabelAsync(AmpThreadId thread, IReadOnlyList<string> labels, AmpCommandOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return labels.Count == 0 || labels.Any(string.IsNullOrWhiteSpace)
            ? throw new ArgumentException("Expected one label or more, none of them blank.", nameof(labels))
            : RunAsync("threads label", ["--", thread.Value, .. labels], options, cancellationToken);
    }

    /// <summary>Says who may see a thread (<c>threads share --visibility</c>).</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="visibility">Who.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task ShareAsync(AmpThreadId thread, AmpVisibility visibility, AmpCommandOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync("threads share", [thread.Value, $"--visibility={visibility}"], options, cancellationToken);

    /// <summary>Deletes a thread for good.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <remarks>0.0.1774569934 and 0.0.1776788459 say that a thread is deleted which there never was.</remarks>
    public Task DeleteAsync(AmpThreadId thread, AmpCommandOptions? options = null, CancellationToken cancellationToken = default) =>
        RunAsync("threads delete", [thread.Value], options, cancellationToken);

    /// <summary>Tells, or sets, who may see new threads of the repository of the working directory. For workspaces of enterprises only.</summary>
    /// <param name="visibility">Who; asked only when <see langword="null"/>.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What the CLI says.</returns>
    public async Task<string> DefaultVisibilityAsync(AmpVisibility? visibility = null, AmpCommandOptions? options = null, CancellationToken cancellationToken = default) =>
        (await RunAsync("threads visibility", visibility is { } wanted ? ["--", wanted.ToString()] : [], options, cancellationToken).ConfigureAwait(false)).Text.Trim();

    private async Task<IReadOnlyList<AmpCliThread>> ListAsync(string command, string[] flags, string[] rest, AmpCommandOptions? options, CancellationToken cancellationToken)
    {
        // The help of a command says which flags it has, but asking for it takes as long as trying.
        var output = await _runner.RunAsync(command, ["--json", .. flags, .. rest], options, cancellationToken).ConfigureAwait(false);
        if (Refuses(output, "--json"))
        {
            output = await _runner.RunAsync(command, [.. flags, .. rest], options, cancellationToken).ConfigureAwait(false);
            if (flags.FirstOrDefault(flag => Refuses(output, flag)) is { } refused)
            {
                throw AmpCapabilityException.For($"amp {command} {refused}", [], await _runner.CapabilitiesAsync(cancellationToken).ConfigureAwait(false));
            }
        }

        if (output.ExitCode is not 0)
        {
            throw CommandRunner.Failed(command, output);
        }

        return ThreadTable.Read(output.Text) ?? throw new AmpProcessException($"'amp {command}' printed neither JSON nor a table of threads.", output.ExitCode, output.StandardErrorTail);
    }

    private async Task<CliOutput> RunAsync(string command, IEnumerable<string> arguments, AmpCommandOptions? options, CancellationToken cancellationToken, ReadOnlyMemory<byte> input = default)
    {
        var output = await _runner.RunAsync(command, arguments, options, cancellationToken, input).ConfigureAwait(false);
        return output.ExitCode is 0 ? output : throw CommandRunner.Failed(command, output);
    }

    private static bool Refuses(CliOutput output, string flag) =>
        output.ExitCode is not 0 && output.StandardErrorTail.Any(line => line.Contains($"unknown option '{flag}'", StringComparison.Ordinal));

    private static AmpThreadId IdIn(string command, CliOutput output) =>
        output.Text.Split('\n', StringSplitOptions.TrimEntries).Select(static line => AmpThreadId.TryParse(line, null, out var id) ? id : (AmpThreadId?)null).FirstOrDefault(static id => id is not null)
            ?? throw new AmpProcessException($"'amp {command}' printed no thread.", output.ExitCode, output.StandardErrorTail);
}
