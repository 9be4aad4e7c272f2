namespace Amp.Client;

/// <summary>Secrets in environment variables of this process, where containers and CI systems put them. Read-only.</summary>
/// <param name="prefix">
/// What the variables begin with. The secret <c>production-key</c> with the prefix <c>AMP_SECRET_</c> is <c>AMP_SECRET_PRODUCTION_KEY</c>: upper case, and an
/// underscore for every character that is no letter or digit of ASCII. Empty means no prefix.
/// </param>
public sealed class EnvironmentSecretStore(string prefix = EnvironmentSecretStore.DefaultPrefix) : IAmpSecretStore
{
    /// <summary>The prefix when none is given.</summary>
    public const string DefaultPrefix = "AMP_SECRET_";

    /// <inheritdoc/>
    public string Name => "environment";

    /// <inheritdoc/>
    public bool IsWritable => false;

    /// <summary>The variable that holds a secret.</summary>
    /// <param name="name">The name of the secret.</param>
    public string VariableOf(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return prefix + string.Concat(name.Select(static c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
    }

    /// <inheritdoc/>
    public Task<string?> GetAsync(string name, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Environment.GetEnvironmentVariable(VariableOf(name)) is { Length: > 0 } value ? value : null);
    }

    /// <inheritdoc/>
    public Task SetAsync(string name, string value, CancellationToken cancellationToken = default) => throw ReadOnly();

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(string name, CancellationToken cancellationToken = default) => throw ReadOnly();

    private static NotSupportedException ReadOnly() => new("Environment variables are read-only here: a variable that is set in this process is gone with it. Set it where the process is started.");
}
