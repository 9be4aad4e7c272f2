namespace Amp.Client;

/// <summary>Where credentials were looked for, in order, and what runs use. Safe to show and to log: it holds no credentials.</summary>
public sealed record AmpCredentialReport
{
    /// <summary>Every place that was looked at. Those that count for Amp come first, most explicit first.</summary>
    public required IReadOnlyList<AmpCredentialSource> Sources { get; init; }

    /// <summary>What runs use: the first that is for Amp and is found. <see langword="null"/> when there is none: a run would end in an <see cref="AmpAuthenticationException"/>.</summary>
    public AmpCredentialSource? Effective => Sources.FirstOrDefault(static source => source is { IsForAmp: true, IsFound: true });
}
