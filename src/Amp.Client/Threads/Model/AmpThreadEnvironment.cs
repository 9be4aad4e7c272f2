using Amp.Streaming;

namespace Amp.Client;

/// <summary>Where a thread began: folders, repository, machine, CLI. What the file does not say is <see langword="null"/>.</summary>
public sealed record AmpThreadEnvironment
{
    /// <summary>The folders of the workspace.</summary>
    public IReadOnlyList<AmpThreadTree> Trees { get; init; } = [];

    /// <summary>The operating system, such as <c>linux</c>.</summary>
    public string? Os { get; init; }

    /// <summary>Its version, such as <c>Debian GNU/Linux 12 (bookworm)</c>.</summary>
    public string? OsVersion { get; init; }

    /// <summary>The processor, such as <c>x64</c>.</summary>
    public string? CpuArchitecture { get; init; }

    /// <summary>The program, such as <c>CLI Execute Mode</c>.</summary>
    public string? Client { get; init; }

    /// <summary>Its kind, such as <c>cli</c>.</summary>
    public string? ClientType { get; init; }

    /// <summary>Its version, such as <c>0.0.1774569934-g39e3ec</c>.</summary>
    public string? ClientVersion { get; init; }

    /// <summary>The tags, such as <c>model:claude-opus-4-6</c>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What the file says of the machine beside that, such as <c>installationID</c>, in the order of the file.</summary>
    public IReadOnlyList<KeyValuePair<string, RawJson>> AdditionalProperties { get; init; } = [];
}
