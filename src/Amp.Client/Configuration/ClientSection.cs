using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Amp.Client.Configuration;

/// <summary>Reads a client's options from a host's configuration, without reflection.</summary>
internal static class ClientSection
{
    private const string Name = ConfigProvider.Section + ":Client";

    /// <exception cref="OptionsValidationException">A value cannot be read; the exception has them all.</exception>
    public static void Bind(IConfiguration configuration, AmpClientOptions options)
    {
        var section = configuration.GetSection(Name);
        List<string> problems = [];

        options.CliPath = section[nameof(options.CliPath)] ?? options.CliPath;
        options.ServerUrl = section[nameof(options.ServerUrl)] ?? options.ServerUrl;
        options.ApiKey = section[nameof(options.ApiKey)] ?? options.ApiKey;
        options.ApiKeySecret = section[nameof(options.ApiKeySecret)] ?? options.ApiKeySecret;
        options.AuthCommand = section[nameof(options.AuthCommand)] ?? options.AuthCommand;
        options.WorkingDirectory = section[nameof(options.WorkingDirectory)] ?? options.WorkingDirectory;
        options.AuthCommandUsesShell = Read(nameof(options.AuthCommandUsesShell), bool.TryParse, "true or false", options.AuthCommandUsesShell);
        options.AuthCommandTimeout = ReadTime(nameof(options.AuthCommandTimeout), options.AuthCommandTimeout);
        options.RunTimeout = ReadTime(nameof(options.RunTimeout), options.RunTimeout);
        options.FirstOutputTimeout = ReadTime(nameof(options.FirstOutputTimeout), options.FirstOutputTimeout);
        options.IdleTimeout = ReadTime(nameof(options.IdleTimeout), options.IdleTimeout);
        options.ToolTimeout = ReadTime(nameof(options.ToolTimeout), options.ToolTimeout);
        options.ShutdownGracePeriod = ReadTime(nameof(options.ShutdownGracePeriod), options.ShutdownGracePeriod);
        options.ExitTimeout = ReadTime(nameof(options.ExitTimeout), options.ExitTimeout);
        options.MaxLineBytes = ReadNumber(nameof(options.MaxLineBytes), options.MaxLineBytes);
        options.MaxConcurrentRuns = ReadNumber(nameof(options.MaxConcurrentRuns), options.MaxConcurrentRuns);
        options.WarmPool.Size = ReadNumber(WarmPool(nameof(options.WarmPool.Size)), options.WarmPool.Size);
        options.WarmPool.MaxProcesses = ReadNumber(WarmPool(nameof(options.WarmPool.MaxProcesses)), options.WarmPool.MaxProcesses);
        options.WarmPool.MaxAge = ReadTime(WarmPool(nameof(options.WarmPool.MaxAge)), options.WarmPool.MaxAge);
        options.BrokerPath = section[nameof(options.BrokerPath)] ?? options.BrokerPath;
        options.StopSignal = Read(nameof(options.StopSignal), TryParseName, string.Join(" or ", Enum.GetNames<AmpStopSignal>()), options.StopSignal);
        foreach (var variable in section.GetSection(nameof(options.EnvironmentVariables)).GetChildren())
        {
            options.EnvironmentVariables[variable.Key] = variable.Value;
        }

        if (problems.Count > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(AmpClientOptions), problems);
        }

        static string WarmPool(string key) => $"{nameof(options.WarmPool)}:{key}";

        TimeSpan ReadTime(string key, TimeSpan otherwise) =>
            Read(key, static (string text, out TimeSpan value) => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value), "a time, such as 00:05:00", otherwise);

        int ReadNumber(string key, int otherwise) =>
            Read(key, static (string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value), "a whole number", otherwise);

        T Read<T>(string key, TryParse<T> parse, string shape, T otherwise)
        {
            if (section[key] is not { } text)
            {
                return otherwise;
            }

            if (parse(text, out var value))
            {
                return value;
            }

            problems.Add($"{Name}:{key} must be {shape}.");
            return otherwise;
        }
    }

    // A name only: any number would do for the framework.
    private static bool TryParseName(string text, out AmpStopSignal signal) =>
        Enum.TryParse(text, ignoreCase: true, out signal) && Enum.GetNames<AmpStopSignal>().Contains(text, StringComparer.OrdinalIgnoreCase);

    private delegate bool TryParse<T>(string text, out T value);
}
