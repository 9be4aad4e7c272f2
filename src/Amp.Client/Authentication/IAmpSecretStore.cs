namespace Amp.Client;

/// <summary>Keeps secrets by name. Thread-safe.</summary>
/// <remarks>
/// <para>
/// The SDK brings <see cref="EnvironmentSecretStore"/> and <see cref="FileSecretStore"/>. Implement this interface over the keychain of your system (Keychain
/// Services, Secret Service, Windows Credential Manager) or your vault, and give it to the client: register it as a service, or pass it to the constructor.
/// </para>
/// <para>An implementation answers within seconds and does not ask a person: a run waits for it. It throws <see cref="AmpSecretStoreException"/> when it cannot answer, and never puts a secret into an exception or a log.</para>
/// </remarks>
public interface IAmpSecretStore
{
    /// <summary>What the store is, for reports: <c>environment</c>, <c>file …</c>. Holds no secret.</summary>
    string Name { get; }

    /// <summary>Whether secrets can be set and removed.</summary>
    bool IsWritable { get; }

    /// <summary>Gives a secret.</summary>
    /// <param name="name">Its name; not blank.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The secret; <see langword="null"/> when there is none of that name.</returns>
    /// <exception cref="AmpSecretStoreException">The store cannot be read, or must not be.</exception>
    Task<string?> GetAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Keeps a secret; replaces the one of that name.</summary>
    /// <param name="name">Its name; not blank.</param>
    /// <param name="value">The secret; not empty.</param>
    /// <param name="cancellationToken">Gives up; then nothing has changed.</param>
    /// <exception cref="NotSupportedException">The store is not <see cref="IsWritable"/>.</exception>
    /// <exception cref="AmpSecretStoreException">The store cannot be written.</exception>
    Task SetAsync(string name, string value, CancellationToken cancellationToken = default);

    /// <summary>Forgets a secret.</summary>
    /// <param name="name">Its name; not blank.</param>
    /// <param name="cancellationToken">Gives up; then nothing has changed.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="NotSupportedException">The store is not <see cref="IsWritable"/>.</exception>
    /// <exception cref="AmpSecretStoreException">The store cannot be written.</exception>
    Task<bool> RemoveAsync(string name, CancellationToken cancellationToken = default);
}
