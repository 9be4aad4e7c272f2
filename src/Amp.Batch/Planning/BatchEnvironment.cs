using Amp.Client;

namespace Amp.Batch;

/// <summary>Where a cell runs: a CLI and a service, environment variables, or both.</summary>
/// <param name="Name">The name of an environment that the host's <see cref="IAmpEnvironmentRegistry"/> knows, or any name where there is a <see cref="Definition"/>.</param>
/// <remarks>
/// For the id of a cell the name counts, and the <see cref="Variables"/>; of a variable that is named like a secret (<c>…KEY</c>, <c>…TOKEN</c>, …) the name alone, so that two hosts
/// with keys of their own have the same cells. What the <see cref="Definition"/> says does not count: it differs from host to host.
/// </remarks>
public sealed record BatchEnvironment(string Name)
{
    /// <summary>What the environment is.</summary>
    /// <value>The default is <see langword="null"/>: the registry's environment of that name.</value>
    public AmpEnvironment? Definition { get; init; }

    /// <summary>Environment variables for the CLI, on top of those of the variant. A <see langword="null"/> value removes one.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, string?> Variables { get; init; } = new Dictionary<string, string?>();
}
