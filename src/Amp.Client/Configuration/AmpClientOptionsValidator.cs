using Microsoft.Extensions.Options;

namespace Amp.Client.Configuration;

/// <summary>Says everything that is wrong with a set of options at once, naming the property each time.</summary>
internal sealed class AmpClientOptionsValidator : IValidateOptions<AmpClientOptions>
{
    public static readonly TimeSpan LongestRun = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestGrace = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestAuthCommand = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, AmpClientOptions options)
    {
        var result = new ValidateOptionsResultBuilder();

        Require(options.CliPath is null || !string.IsNullOrWhiteSpace(options.CliPath), nameof(options.CliPath), "must be a path or a name to look up on PATH; leave it null to have the CLI searched for.");
        Require(options.ServerUrl is null || (Uri.TryCreate(options.ServerUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"), nameof(options.ServerUrl), "must be an absolute http or https URL, such as https://ampcode.com/.");
        Require(options.ApiKey is null || !string.IsNullOrWhiteSpace(options.ApiKey), nameof(options.ApiKey), "must not be blank; leave it null to use AMP_API_KEY or the CLI's own sign-in.");
        Require(options.ApiKeySecret is null || !string.IsNullOrWhiteSpace(options.ApiKeySecret), nameof(options.ApiKeySecret), "must not be blank; leave it null to take no key from a store.");
        Require(options.AuthCommand is null || !string.IsNullOrWhiteSpace(options.AuthCommand), nameof(options.AuthCommand), "must not be blank; leave it null to run none but AMP_AUTH_CMD.");
        Require(options.AuthCommandTimeout > TimeSpan.Zero && options.AuthCommandTimeout <= LongestAuthCommand, nameof(options.AuthCommandTimeout), $"must be more than zero and at most {LongestAuthCommand}, but is {options.AuthCommandTimeout}.");
        RequireTime(options.RunTimeout, nameof(options.RunTimeout));
        RequireTime(options.FirstOutputTimeout, nameof(options.FirstOutputTimeout));
        RequireTime(options.IdleTimeout, nameof(options.IdleTimeout));
        RequireTime(options.ToolTimeout, nameof(options.ToolTimeout));
        Require(options.ShutdownGracePeriod >= TimeSpan.Zero && options.ShutdownGracePeriod <= LongestGrace, nameof(options.ShutdownGracePeriod), $"must be from zero to {LongestGrace}, but is {options.ShutdownGracePeriod}.");
        Require(options.ExitTimeout >= TimeSpan.Zero && options.ExitTimeout <= LongestGrace, nameof(options.ExitTimeout), $"must be from zero to {LongestGrace}, but is {options.ExitTimeout}.");
        Require(options.MaxLineBytes is >= 1 << 10 and <= 1 << 30, nameof(options.MaxLineBytes), $"must be between 1 KiB and 1 GiB, but is {options.MaxLineBytes}.");
        Require(options.MaxConcurrentRuns is >= 1 and <= 1000, nameof(options.MaxConcurrentRuns), $"must be between 1 and 1,000, but is {options.MaxConcurrentRuns}.");
        Require(options.WarmPool.Size is >= 0 and <= 32, WarmPool(nameof(options.WarmPool.Size)), $"must be between 0 and 32, but is {options.WarmPool.Size}.");
        Require(options.WarmPool.MaxProcesses is >= 1 and <= 256, WarmPool(nameof(options.WarmPool.MaxProcesses)), $"must be between 1 and 256, but is {options.WarmPool.MaxProcesses}.");
        RequireTime(options.WarmPool.MaxAge, WarmPool(nameof(options.WarmPool.MaxAge)));
        Require(Enum.IsDefined(options.StopSignal), nameof(options.StopSignal), $"must be {AmpStopSignal.Terminate} or {AmpStopSignal.Interrupt}, but is {options.StopSignal}.");
        Require(options.BrokerPath is null || !string.IsNullOrWhiteSpace(options.BrokerPath), nameof(options.BrokerPath), "must not be blank; leave it null to use the program that came with the package.");
        foreach (var variable in options.EnvironmentVariables.Keys)
        {
            Require(IsVariableName(variable), nameof(options.EnvironmentVariables), $"has a name that no environment can hold: '{variable}'.");
        }

        return result.Build();

        static string WarmPool(string property) => $"{nameof(options.WarmPool)}.{property}";

        void RequireTime(TimeSpan time, string property) =>
            Require(time > TimeSpan.Zero && time <= LongestRun, property, $"must be more than zero and at most {LongestRun}, but is {time}.");

        void Require(bool holds, string property, string otherwise)
        {
            if (!holds)
            {
                result.AddError(otherwise, property);
            }
        }
    }

    public static bool IsVariableName(string name) => name.Length > 0 && name.AsSpan().IndexOfAny('=', '\0') < 0;
}
