namespace Amp.Client;

/// <summary>A thread of a catalog, with what both this machine and the CLI say of it. What neither says is <see langword="null"/>.</summary>
/// <remarks>Where both say something, the one whose thread changed last counts; where that is not known, the file.</remarks>
public sealed record AmpThreadCatalogEntry
{
    /// <summary>The thread.</summary>
    /// <value><see langword="null"/> when this tells of a <see cref="Problem"/> only.</value>
    public AmpThreadId? Id { get; init; }

    /// <summary>Its title.</summary>
    public AmpThreadFact<string>? Title { get; init; }

    /// <summary>When it last changed, in UTC.</summary>
    public AmpThreadFact<DateTimeOffset>? LastActivity { get; init; }

    /// <summary>How many messages it has.</summary>
    public AmpThreadFact<int>? MessageCount { get; init; }

    /// <summary>The folder it works in; only files say it.</summary>
    public AmpThreadFact<string>? WorkingDirectory { get; init; }

    /// <summary>Who may see it, in the words of the CLI; only that says it.</summary>
    public AmpThreadFact<string>? Visibility { get; init; }

    /// <summary>Its file, with all that it says.</summary>
    public AmpThreadListing? File { get; init; }

    /// <summary>What the CLI says.</summary>
    public AmpCliThread? Cli { get; init; }

    /// <summary>What could not be listed and why: a file, or the whole of the CLI.</summary>
    public string? Problem { get; init; }

    /// <summary>Why the CLI could not be asked, when that is the <see cref="Problem"/>.</summary>
    public Exception? CliError { get; init; }
}
