using Amp.Client.Sessions.Turns;
using Microsoft.Extensions.Logging;

namespace Amp.Client.Sessions;

/// <summary>What all sessions of a manager share.</summary>
internal sealed record SessionContext
{
    public required AmpSessionManagerOptions Options { get; init; }

    public required TimeProvider Clock { get; init; }

    public required ILogger Logger { get; init; }

    public required TurnRunner Runner { get; init; }

    /// <summary>Takes out of a text what is known to be secret before a run has looked for its key.</summary>
    public required Func<string, string> Redact { get; init; }

    /// <summary>The name of the environment that a turn begins in now; <see langword="null"/> when there is only one.</summary>
    public required Func<string?> Environment { get; init; }

    /// <summary>Makes sure that a session is awake before its turn begins.</summary>
    public required Action<Session> Wake { get; init; }
}
