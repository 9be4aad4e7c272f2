namespace Amp.Client;

/// <summary>A setting of the repository that wins over one of the run.</summary>
/// <param name="File">The repository's settings file.</param>
/// <param name="Key">The setting, such as <c>amp.permissions</c>; <see langword="null"/> when the file cannot be read, so that nobody knows.</param>
/// <param name="Effect">What that does to the run.</param>
public sealed record AmpSettingsOverride(string File, string? Key, string Effect)
{
    /// <inheritdoc/>
    public override string ToString() => $"'{File}' {Effect}";
}
