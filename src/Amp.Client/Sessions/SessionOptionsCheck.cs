using Amp.Client.Configuration;

namespace Amp.Client.Sessions;

/// <summary>Refuses a session that cannot work, before anything is kept of it.</summary>
internal static class SessionOptionsCheck
{
    /// <param name="options">What the session is to be like.</param>
    /// <param name="root">Where it works when it names no directory; a relative one starts there.</param>
    /// <returns>The same with an absolute working directory.</returns>
    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    public static AmpSessionOptions Resolve(AmpSessionOptions options, string root)
    {
        var directory = Path.GetFullPath(options.WorkingDirectory ?? root, root);
        if (!Directory.Exists(directory))
        {
            throw new ArgumentException($"The working directory '{directory}' does not exist. Create it first, or name another in {nameof(AmpSessionOptions)}.{nameof(AmpSessionOptions.WorkingDirectory)}.", nameof(options));
        }

        if (options.TurnTimeout is { } timeout && (timeout <= TimeSpan.Zero || timeout > AmpClientOptionsValidator.LongestRun))
        {
            throw new ArgumentOutOfRangeException(nameof(options), timeout, $"{nameof(AmpSessionOptions)}.{nameof(AmpSessionOptions.TurnTimeout)} must be more than zero and at most {AmpClientOptionsValidator.LongestRun}.");
        }

        if (!Enum.IsDefined(options.WhenBusy))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.WhenBusy, $"{nameof(AmpSessionOptions)}.{nameof(AmpSessionOptions.WhenBusy)} must be {AmpBusyBehavior.Queue} or {AmpBusyBehavior.Reject}.");
        }

        return options with { WorkingDirectory = directory };
    }
}
