using Amp.Client.Configuration;
using Amp.Client.Environments;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amp.Client;

/// <inheritdoc cref="IAmpEnvironmentRegistry"/>
/// <remarks><inheritdoc cref="IAmpEnvironmentRegistry" path="/remarks"/></remarks>
public sealed class AmpEnvironmentRegistry : IAmpEnvironmentRegistry
{
    private static readonly TimeSpan LongestCheck = TimeSpan.FromMinutes(1);

    private readonly Lock _list = new();
    private readonly OneAtATime _switching = new();
    private readonly EnvironmentCheck _check;
    private readonly ILogger _logger;
    private AmpEnvironment[] _environments;
    private volatile AmpEnvironment _current;

    /// <summary>Makes a registry.</summary>
    /// <param name="options">What to begin with; the defaults when <see langword="null"/>.</param>
    /// <param name="clock">What measures time; the system's when <see langword="null"/>.</param>
    /// <param name="logger">Where switches are logged; nowhere when <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">An environment's definition has problems, or a time is out of range.</exception>
    public AmpEnvironmentRegistry(AmpEnvironmentRegistryOptions? options = null, TimeProvider? clock = null, ILogger<AmpEnvironmentRegistry>? logger = null)
    {
        options ??= new();
        _logger = (ILogger?)logger ?? NullLogger.Instance;
        _check = new(InRange(options.VersionTimeout, nameof(options.VersionTimeout)), InRange(options.ServerTimeout, nameof(options.ServerTimeout)), clock ?? TimeProvider.System);
        _current = options.Initial;
        _environments = [];
        foreach (var environment in (AmpEnvironment[])[AmpEnvironment.Production, .. options.Environments, options.Initial])
        {
            Add(environment);
        }

        static TimeSpan InRange(TimeSpan value, string name) => value > TimeSpan.Zero && value <= LongestCheck
            ? value
            : throw new ArgumentOutOfRangeException(nameof(options), value, $"{nameof(AmpEnvironmentRegistryOptions)}.{name} must be more than zero and at most {LongestCheck}.");
    }

    /// <inheritdoc/>
    public event EventHandler<AmpEnvironmentChangedEventArgs>? Changed;

    /// <inheritdoc/>
    public IReadOnlyList<AmpEnvironment> Environments => Volatile.Read(ref _environments);

    /// <inheritdoc/>
    public AmpEnvironment Current => _current;

    /// <inheritdoc/>
    public void Add(AmpEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (environment.FindProblems() is { Count: > 0 } problems)
        {
            throw new ArgumentException($"The environment '{environment.Name}' has problems: {string.Join(' ', problems)}", nameof(environment));
        }

        lock (_list)
        {
            // A new array each time, so that a list in somebody's hand does not change.
            var index = Array.FindIndex(_environments, other => IsNamed(other, environment.Name));
            AmpEnvironment[] changed = [.. _environments];
            if (index < 0)
            {
                changed = [.. changed, environment];
            }
            else
            {
                changed[index] = environment;
            }

            Volatile.Write(ref _environments, changed);
        }
    }

    /// <inheritdoc/>
    public bool Remove(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        lock (_list)
        {
            AmpEnvironment[] kept = [.. _environments.Where(environment => !IsNamed(environment, name))];
            var isRemoved = kept.Length < _environments.Length;
            Volatile.Write(ref _environments, kept);
            return isRemoved;
        }
    }

    /// <inheritdoc/>
    public Task<AmpEnvironmentValidation> ValidateAsync(AmpEnvironment environment, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return _check.RunAsync(environment, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<AmpEnvironmentSwitch> SwitchAsync(string name, bool force = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        return SwitchAsync(
            Environments.FirstOrDefault(environment => IsNamed(environment, name))
                ?? throw new ArgumentException($"There is no environment '{name}'. There are: {string.Join(", ", Environments.Select(static environment => environment.Name))}.", nameof(name)),
            force,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<AmpEnvironmentSwitch> SwitchAsync(AmpEnvironment environment, bool force = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(environment);
        using var turn = await _switching.EnterAsync(cancellationToken).ConfigureAwait(false);
        var from = _current;
        if (from.Equals(environment))
        {
            return Audit(new() { From = from, To = environment, Outcome = AmpEnvironmentSwitchOutcome.Unchanged });
        }

        var validation = await _check.RunAsync(environment, cancellationToken).ConfigureAwait(false);
        var isDefined = validation.Checks is not [{ Kind: AmpEnvironmentCheckKind.Definition, IsPassed: false }, ..];
        if (!validation.IsValid && !(force && isDefined))
        {
            return Audit(new() { From = from, To = environment, Outcome = AmpEnvironmentSwitchOutcome.Refused, Validation = validation });
        }

        Add(environment);
        _current = environment;
        var outcome = validation.IsValid ? AmpEnvironmentSwitchOutcome.Switched : AmpEnvironmentSwitchOutcome.Forced;
        var change = Audit(new() { From = from, To = environment, Outcome = outcome, Validation = validation });
        Notify(new(from, environment));
        return change;
    }

    private static bool IsNamed(AmpEnvironment environment, string name) => environment.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private AmpEnvironmentSwitch Audit(AmpEnvironmentSwitch change)
    {
        var level = change.Outcome is AmpEnvironmentSwitchOutcome.Switched or AmpEnvironmentSwitchOutcome.Unchanged ? LogLevel.Information : LogLevel.Warning;
        EnvironmentLog.Switch(_logger, level, change.From, change.To, change.Outcome, change.Validation);
        return change;
    }

    private void Notify(AmpEnvironmentChangedEventArgs change)
    {
        foreach (var handler in Changed?.GetInvocationList().Cast<EventHandler<AmpEnvironmentChangedEventArgs>>() ?? [])
        {
            try
            {
                handler(this, change);
            }
#pragma warning disable CA1031 // Whatever a handler throws: the switch is done, and the other handlers must hear of it.
            catch (Exception e)
#pragma warning restore CA1031
            {
                EnvironmentLog.ChangeHandlerFailed(_logger, e, change.From.Name, change.To.Name);
            }
        }
    }
}
