using Amp.Client.Diagnostics;
using Amp.Client.Permissions;
using Microsoft.Extensions.Logging;

namespace Amp.Client.Runs;

/// <summary>What a run was started with, as far as it matters after the start.</summary>
internal sealed record RunSettings
{
    public required AmpThreadId? Thread { get; init; }

    /// <summary>When the run was started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required TimeSpan FirstOutputTimeout { get; init; }

    public required TimeSpan IdleTimeout { get; init; }

    public required TimeSpan ToolTimeout { get; init; }

    /// <summary>How long a silence must last before it is looked into.</summary>
    public TimeSpan StallCheckInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where the CLI keeps its threads, if it does.</summary>
    public required string? ThreadFolder { get; init; }

    public required TimeSpan ShutdownGracePeriod { get; init; }

    public required TimeSpan ExitTimeout { get; init; }

    public required int MaxLineBytes { get; init; }

    public required Func<string, string> Redact { get; init; }

    public required TimeProvider Clock { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>How long decisions about tool calls were waited for; <see langword="null"/> when there are none.</summary>
    public AskingTime? Asking { get; init; }

    public RunTelemetry Telemetry { get; init; } = RunTelemetry.None;
}
