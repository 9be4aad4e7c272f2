using Amp.Streaming;

namespace Amp.Client;

/// <summary>Runs the Amp agent. Thread-safe: every call starts a process of its own.</summary>
public interface IAmpClient
{
    /// <summary>What the CLI can tell and do beside runs: tools, skills, MCP servers, permissions, usage.</summary>
    AmpCliCommands Commands { get; }

    /// <summary>Runs one prompt in a new thread, to the end.</summary>
    /// <param name="prompt">What the agent is asked to do.</param>
    /// <param name="options">How this run differs from the client's options.</param>
    /// <param name="cancellationToken">Stops the agent and everything it started.</param>
    /// <returns>How it ended. A run that failed is a result too: see <see cref="AmpResult.IsError"/>.</returns>
    /// <exception cref="ArgumentException">The working directory does not exist, or another option is out of range. Nothing was started.</exception>
    /// <exception cref="AmpCliNotFoundException">There is no CLI.</exception>
    /// <exception cref="AmpCapabilityException">The CLI does not offer something that <paramref name="options"/> ask for. No prompt was sent.</exception>
    /// <exception cref="AmpAuthenticationException">The CLI is not signed in, or its key was refused.</exception>
    /// <exception cref="AmpProcessException">The CLI ended without a result.</exception>
    /// <exception cref="AmpTimeoutException">The run took too long.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled; the exception carries that token.</exception>
    Task<AmpResult> RunIterationAsync(AmpPrompt prompt, AmpRunOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Runs one prompt in a thread that exists, to the end.</summary>
    /// <param name="thread">The thread: <see cref="AmpResult.ThreadId"/> of an earlier run, or its web address.</param>
    /// <param name="prompt">What the agent is asked to do next.</param>
    /// <param name="options">How this run differs from the client's options.</param>
    /// <param name="cancellationToken">Stops the agent and everything it started.</param>
    /// <returns><inheritdoc cref="RunIterationAsync" path="/returns"/></returns>
    /// <exception cref="AmpProcessException">The CLI ended without a result, for example because it does not know the thread.</exception>
    Task<AmpResult> ContinueThreadAsync(AmpThreadId thread, AmpPrompt prompt, AmpRunOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Runs one prompt in a new thread and streams what the agent does, as it does it.</summary>
    /// <param name="prompt">What the agent is asked to do.</param>
    /// <param name="options">How this run differs from the client's options.</param>
    /// <param name="cancellationToken">Stops the agent and everything it started.</param>
    /// <returns>
    /// A stream that starts the CLI when it is first read. Its last message is a <see cref="ResultMessage"/>. Leaving the loop early, by
    /// whatever road, ends the CLI and everything it started. Each enumeration is a new run.
    /// </returns>
    /// <exception cref="ArgumentException">The working directory does not exist, or another option is out of range. Nothing was started.</exception>
    IAsyncEnumerable<AmpMessage> StreamAsync(AmpPrompt prompt, AmpRunOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Starts a run and gives it into your hand: its process, thread, messages and result. Dispose it.</summary>
    /// <param name="request">What to run.</param>
    /// <param name="cancellationToken">Gives up starting. It does not stop the run once it has started: <see cref="AmpRun.StopAsync"/> does.</param>
    /// <returns>The run, which has just started.</returns>
    Task<AmpRun> StartAsync(AmpRequest request, CancellationToken cancellationToken = default);

    /// <summary>Opens a conversation in a new thread: many turns over one process. Dispose it.</summary>
    /// <param name="options">How the conversation differs from the client's options; the clocks count for each turn.</param>
    /// <param name="cancellationToken">Gives up opening.</param>
    /// <returns>The conversation. The CLI has started and waits for the first turn.</returns>
    /// <exception cref="ArgumentException">The working directory does not exist, or another option is out of range. Nothing was started.</exception>
    /// <exception cref="AmpCliNotFoundException">There is no CLI.</exception>
    /// <exception cref="AmpCapabilityException">The CLI does not offer something that <paramref name="options"/> ask for. No prompt was sent.</exception>
    /// <exception cref="AmpAuthenticationException">The CLI is not signed in, or its key was refused.</exception>
    /// <exception cref="AmpProcessException">The CLI ended at once.</exception>
    /// <exception cref="AmpTimeoutException">The CLI said nothing within <see cref="AmpClientOptions.FirstOutputTimeout"/>.</exception>
    Task<AmpConversation> OpenConversationAsync(AmpRunOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Opens a conversation in a thread that exists.</summary>
    /// <param name="thread">The thread: <see cref="AmpResult.ThreadId"/> of an earlier run, or its web address.</param>
    /// <param name="options">How the conversation differs from the client's options; the clocks count for each turn.</param>
    /// <param name="cancellationToken">Gives up opening.</param>
    /// <returns><inheritdoc cref="OpenConversationAsync" path="/returns"/></returns>
    /// <exception cref="AmpProcessException">The CLI ended at once, for example because it does not know the thread.</exception>
    Task<AmpConversation> ContinueConversationAsync(AmpThreadId thread, AmpRunOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Fills the pool of processes that wait for runs (<see cref="AmpClientOptions.WarmPool"/>), so that the first run finds one. Does nothing without a pool.</summary>
    /// <param name="options">What the runs will be given: a process waits for one kind of run only.</param>
    /// <param name="cancellationToken">Gives up waiting; the processes go on starting.</param>
    /// <returns>Completes when the processes are ready, or have shown that they cannot be: then runs start their own, and say why.</returns>
    /// <exception cref="ArgumentException">The working directory does not exist, or another option is out of range. Nothing was started.</exception>
    /// <exception cref="AmpCliNotFoundException">There is no CLI.</exception>
    Task WarmUpAsync(AmpRunOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Finds the CLI and asks it what it is and what it offers. It is asked once and then remembered for a day, until its file changes.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The CLI that runs would use now.</returns>
    /// <exception cref="AmpCliNotFoundException">There is no CLI.</exception>
    /// <exception cref="AmpProcessException">It cannot be started, or prints no version within 10 seconds.</exception>
    Task<AmpCliInfo> GetCliAsync(CancellationToken cancellationToken = default);

    /// <summary>Says where a key for Amp was looked for, and what runs use. Starts nothing and asks no service.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The places, in order. Never the key.</returns>
    /// <exception cref="AmpAuthenticationException">The key is kept as a secret, and the store cannot give it.</exception>
    Task<AmpCredentialReport> FindCredentialsAsync(CancellationToken cancellationToken = default);

    /// <summary>Finds out whether runs would be let in, without a turn of the agent (<c>ensureAmpAuth()</c> of the source documents).</summary>
    /// <remarks>
    /// Bounded in time, also where the CLI would wait for a login: it is not started without a key. The service is asked by <c>amp usage</c>, or
    /// by <c>amp threads search</c> where the CLI has no such command (0.0.1767830505). A command that gives the key is run anew.
    /// </remarks>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was found. Not being let in is an answer, not an exception.</returns>
    /// <exception cref="AmpCliNotFoundException">There is no CLI.</exception>
    /// <exception cref="AmpProcessException">The CLI does not even tell its version.</exception>
    Task<AmpAuthStatus> EnsureAuthenticatedAsync(CancellationToken cancellationToken = default);

    /// <summary>What the agent did, thread by thread, and what it is doing: those that the CLI keeps on this machine, in the current environment. Starts nothing; <see cref="AmpThreadCatalog"/> has those of the service too.</summary>
    IAmpThreadStore Threads { get; }
}
