namespace Amp.Testing;

/// <summary>One time that a <see cref="FakeAmp"/> was started: what it was given, and how it ended. A snapshot; it does not change.</summary>
public sealed record FakeAmpRun
{
    /// <summary>Gets the arguments, without the program.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Gets the environment variables. A launcher that is a shell script may have added <c>PWD</c>, <c>OLDPWD</c>, <c>SHLVL</c> and <c>_</c>.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Gets the working directory, as an absolute path without symbolic links.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Gets all that has come by standard input so far, byte for byte as UTF-8.</summary>
    public required string StandardInput { get; init; }

    /// <summary>Gets the id of the process.</summary>
    public required int ProcessId { get; init; }

    /// <summary>Gets the ids of the processes that it started, in order.</summary>
    public required IReadOnlyList<int> ChildProcessIds { get; init; }

    /// <summary>Gets when it started (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Gets when it ended by itself (UTC); null while it runs, and for ever when it was killed or crashed.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Gets the exit code; null while it runs, and for ever when it was killed or crashed.</summary>
    public int? ExitCode { get; init; }
}
