using Microsoft.Extensions.Logging;

namespace Amp.Extensions.AI;

/// <summary>How the tools of an <see cref="AmpToolSet"/> are called.</summary>
public sealed record AmpToolSetOptions
{
    internal static AmpToolSetOptions Default { get; } = new();

    /// <summary>How long one call may take. After that the agent gets an error and the function's token is cancelled.</summary>
    /// <value>More than zero, at most a day. The default is 5 minutes.</value>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Where functions get their <see cref="IServiceProvider"/> from. It must live as long as the runs; no scope is made for a call.</summary>
    /// <value>The default is <see langword="null"/>: a function that needs one fails.</value>
    public IServiceProvider? Services { get; init; }

    /// <summary>Where calls are logged: names, durations and failures with their stack traces, never what goes in or comes out.</summary>
    /// <value>The default is <see langword="null"/>: nowhere.</value>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>What measures <see cref="CallTimeout"/>.</summary>
    /// <value>The default is the system's clock.</value>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
