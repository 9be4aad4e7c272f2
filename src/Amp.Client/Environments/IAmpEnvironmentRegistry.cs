namespace Amp.Client;

/// <summary>The environments that there are, and the current one. Thread-safe.</summary>
/// <remarks>
/// A client that is given a registry asks it once at the start of every run. A run that has started stays in the environment that it started
/// in: a host that wants long-lived conversations to move restarts them when <see cref="Changed"/> says so.
/// </remarks>
public interface IAmpEnvironmentRegistry
{
    /// <summary>The environments that can be switched to by name, in the order in which they were added. A snapshot.</summary>
    IReadOnlyList<AmpEnvironment> Environments { get; }

    /// <summary>The environment of runs that start now.</summary>
    AmpEnvironment Current { get; }

    /// <summary>Raised after <see cref="Current"/> has become another one: once for each change, in order, and never for a switch to what was current already.</summary>
    /// <remarks>Handlers run on the thread that switches, before its switch is over: return soon, and do not wait for another switch in one. What one throws is logged.</remarks>
    event EventHandler<AmpEnvironmentChangedEventArgs>? Changed;

    /// <summary>Adds an environment, or replaces the one of the same name. The current one stays as it is until the next switch.</summary>
    /// <param name="environment">The environment.</param>
    /// <exception cref="ArgumentException">The definition has problems; the message has them all.</exception>
    void Add(AmpEnvironment environment);

    /// <summary>Takes an environment off the list. The current one stays in use.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Whether it was on the list.</returns>
    bool Remove(string name);

    /// <summary>Looks whether runs in an environment can work: the definition, the CLI, its version, and the service if the environment names one.</summary>
    /// <param name="environment">The environment; it need not be on the list.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was found. Bounded in time: 2 seconds for the CLI and 5 for the service by default, at the same time.</returns>
    Task<AmpEnvironmentValidation> ValidateAsync(AmpEnvironment environment, CancellationToken cancellationToken = default);

    /// <summary>Makes an environment of the list the current one, if it is valid.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="force">Whether to switch also when a check fails. A definition with problems is refused even so.</param>
    /// <param name="cancellationToken">Gives up; then nothing has changed.</param>
    /// <returns>What came of it, with what the checks found.</returns>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those that there are.</exception>
    Task<AmpEnvironmentSwitch> SwitchAsync(string name, bool force = false, CancellationToken cancellationToken = default);

    /// <summary>Makes an environment the current one, if it is valid, and puts it on the list.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="force"><inheritdoc cref="SwitchAsync(string, bool, CancellationToken)" path="/param[@name='force']"/></param>
    /// <param name="cancellationToken">Gives up; then nothing has changed.</param>
    /// <returns>What came of it, with what the checks found.</returns>
    Task<AmpEnvironmentSwitch> SwitchAsync(AmpEnvironment environment, bool force = false, CancellationToken cancellationToken = default);
}
