namespace Amp.Workspace.Git;

/// <summary>A program to run: its file, its arguments, where, with what.</summary>
internal sealed record ProcessRequest
{
    public required string FileName { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public required string WorkingDirectory { get; init; }

    /// <summary>All that it gets: nothing is inherited beside it.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Written to standard input, which is then closed.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Writes standard input instead. When it fails, the program is ended and the failure is the caller's.</summary>
    public Func<Stream, CancellationToken, Task>? WriteInput { get; init; }

    /// <summary>It, and all that it starts, is ended when this process dies, however that happens.</summary>
    public required bool EndsWithHost { get; init; }

    /// <summary>It is ended when it writes more.</summary>
    /// <value>Zero keeps the end of the output and lets it write on.</value>
    public required int MaxOutputBytes { get; init; }

    /// <summary>It is ended when it takes longer.</summary>
    public required TimeSpan TimeLimit { get; init; }
}
