namespace Amp.Testing;

/// <content>What the process does: time, signals, children, its end.</content>
public sealed partial class AmpScript
{
    private static readonly TimeSpan DefaultChildLifetime = TimeSpan.FromMinutes(10);

    /// <summary>Does nothing for a time.</summary>
    /// <param name="time">How long; not negative.</param>
    public AmpScript Waits(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return Then(ScriptStep.Of("wait", json => json.WriteNumber("ms", time.TotalMilliseconds)));
    }

    /// <summary>Waits until its standard input is closed.</summary>
    public AmpScript WaitsForEndOfInput() => Then(ScriptStep.Of("await-end"));

    /// <summary>Waits for one line on its standard input, and takes it: it is not a prompt any more.</summary>
    public AmpScript WaitsForInputLine() => Then(ScriptStep.Of("await-line"));

    /// <summary>Does nothing for ever. Signals are still answered.</summary>
    public AmpScript Hangs() => Then(ScriptStep.Hang);

    /// <summary>Asks for a login on standard output and waits for ever, as a CLI does that has no key.</summary>
    /// <remarks>The address begins with <c>AMP_URL</c> where that is set, and has a new token of 64 hexadecimal digits each run.</remarks>
    public AmpScript AsksForLoginAndHangs() => Prints(DefaultTexts.Login).Hangs();

    /// <summary>Passes over SIGTERM and SIGINT from here on: only SIGKILL ends it.</summary>
    public AmpScript IgnoresSignals() => Then(ScriptStep.Signals("ignore"));

    /// <summary>
    /// Answers SIGTERM and SIGINT from here on as the CLI does: its children get a SIGTERM, it prints a result line of
    /// <c>User cancelled (SIGINT/SIGTERM)</c> and ends with exit code 0.
    /// </summary>
    /// <remarks>Without a word about signals a script does that once its init line is out, and dies of them before.</remarks>
    public AmpScript AnswersSignals() => Then(ScriptStep.Signals("answer"));

    /// <summary>Dies of SIGTERM and SIGINT from here on, without a word.</summary>
    public AmpScript DiesOfSignals() => Then(ScriptStep.Signals("die"));

    /// <summary>Starts a child process that sleeps, and goes on when it is there. <c>${child_pid}</c> is its id from then on.</summary>
    /// <remarks>The child outlives its parent unless someone ends it; <see cref="FakeAmp.DisposeAsync"/> does.</remarks>
    /// <param name="ignoringSignals">Whether it passes over SIGTERM and SIGINT.</param>
    /// <param name="inOwnSession">Whether it begins a session (and process group) of its own. Linux only: needs <c>setsid</c>.</param>
    /// <param name="holdingPipes">Whether it keeps standard output and error open, so that their readers see no end while it lives.</param>
    /// <param name="orphaned">Whether its parent has ended already, so that it is not in the tree of the fake. It then ignores SIGINT.</param>
    /// <param name="lifetime">How long it lives by itself, in whole seconds; null for 10 minutes.</param>
    public AmpScript SpawnsChild(
        bool ignoringSignals = false,
        bool inOwnSession = false,
        bool holdingPipes = true,
        bool orphaned = false,
        TimeSpan? lifetime = null)
    {
        var seconds = (int)Math.Ceiling((lifetime ?? DefaultChildLifetime).TotalSeconds);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seconds, nameof(lifetime));

        return Then(ScriptStep.Of("spawn", json =>
        {
            json.WriteBoolean("ignoringSignals", ignoringSignals);
            json.WriteBoolean("inOwnSession", inOwnSession);
            json.WriteBoolean("holdingPipes", holdingPipes);
            json.WriteBoolean("orphaned", orphaned);
            json.WriteNumber("seconds", seconds);
        }));
    }

    /// <summary>Ends the process.</summary>
    /// <param name="exitCode">The exit code, 0 to 255.</param>
    public AmpScript ExitsWith(int exitCode)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exitCode);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(exitCode, byte.MaxValue);
        return Then(ScriptStep.Exit(exitCode));
    }

    /// <summary>Ends the process by a signal, as a crash does. On Windows it is terminated, whatever the signal.</summary>
    /// <param name="signal">The number of the signal: 9 for SIGKILL, 11 for SIGSEGV. It must be one that ends a process.</param>
    public AmpScript CrashesBySignal(int signal)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(signal);
        return Then(ScriptStep.Crash(signal));
    }
}
