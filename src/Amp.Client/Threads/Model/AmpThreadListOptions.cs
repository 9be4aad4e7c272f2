namespace Amp.Client;

/// <summary>What a listing of threads is to hold.</summary>
public sealed record AmpThreadListOptions
{
    /// <summary>Leaves out files that were last written before.</summary>
    /// <value>The default is <see langword="null"/>: none are left out. They are not even opened.</value>
    public DateTimeOffset? WrittenSince { get; init; }

    /// <summary>Whether files that are no readable thread are told of.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool IncludeProblems { get; init; } = true;
}
