namespace Amp.Client;

/// <summary>One thing that <see cref="AmpDoctor"/> looked at. Without secrets: safe to paste.</summary>
public sealed record AmpDiagnosisCheck
{
    /// <summary>What was looked at: <c>cli</c>, <c>key</c>, <c>server</c>, <c>settings</c>, <c>git</c>, <c>node</c>, <c>disk</c>, <c>processes</c> or <c>log</c>. More may come.</summary>
    public required string Name { get; init; }

    /// <summary>How it stands.</summary>
    public required AmpDiagnosisStatus Status { get; init; }

    /// <summary>What was found, in a sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Single findings by name, such as <c>version</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts { get; init; } = [];

    /// <summary>Further lines: warnings, the tail of a log.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];
}
