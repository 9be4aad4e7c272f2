using System.Text;
using Amp.Client.Settings;

namespace Amp.Client.Channel;

/// <summary>The one executable, without arguments, that a rule can delegate to: it lies in the run's private folder and knows the way to the run's channel.</summary>
/// <remarks>
/// <b>Why a file of the run's own.</b> The CLI hands its whole environment to every program that it starts, the agent's shell commands included, so what must stay between
/// the CLI's delegate and this process goes neither there nor into an argument list, but into files that only this user can read.
/// </remarks>
internal static class BrokerLauncher
{
    private const string Name = "amp-broker";
    private const string SubagentName = "amp-broker-subagent";

    // What a debugger, a profiler or a hook of this application left in the environment is no business of the broker's.
    private const string Preamble =
        """
        #!/bin/sh
        unset DOTNET_STARTUP_HOOKS DOTNET_ADDITIONAL_DEPS DOTNET_SHARED_STORE CORECLR_ENABLE_PROFILING COREHOST_TRACE
        export DOTNET_EnableDiagnostics=0 DOTNET_gcServer=0 DOTNET_TieredCompilation=1

        """;

    public static string PathIn(string folder, bool isForSubagents = false) =>
        Path.Combine(folder, (isForSubagents ? SubagentName : Name) + (OperatingSystem.IsWindows() ? ".exe" : ""));

    /// <summary>Puts the launchers into a folder that is there, beside the channel's file.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    /// <exception cref="AmpConfigurationException">This system needs a program that did not come along.</exception>
    public static void Write(string folder, BrokerProgram broker)
    {
        if (OperatingSystem.IsWindows())
        {
            CopyOnWindows(folder, broker);
            return;
        }

        // Open for a moment only: the CLI needs far longer to come to its first tool than another thread's child to close what it inherited (ETXTBSY).
        PrivateFiles.WriteProgram(PathIn(folder), Encoding.UTF8.GetBytes(Script(folder, broker, "\"$@\"")));
        PrivateFiles.WriteProgram(PathIn(folder, isForSubagents: true), Encoding.UTF8.GetBytes(Script(folder, broker, "subagent")));
    }

    private static string Script(string folder, BrokerProgram broker, string arguments)
    {
        var program = broker.Dotnet is null ? Quote(broker.Path) : $"{Quote(broker.Dotnet)} {Quote(broker.Path)}";
        return $"{Preamble}exec {program} --channel {Quote(Path.Combine(folder, ChannelWire.FileName))} {arguments}\n";
    }

    // There the CLI can start only a native program, which finds the channel's file beside itself.
    private static void CopyOnWindows(string folder, BrokerProgram broker)
    {
        var native = broker.Dotnet is null ? broker.Path : Path.ChangeExtension(broker.Path, ".exe");
        if (!File.Exists(native))
        {
            throw new AmpConfigurationException($"On Windows the CLI needs a native program to ask this application by, and '{native}' does not exist. Publish AmpBroker as one and name it in {nameof(AmpClientOptions)}.{nameof(AmpClientOptions.BrokerPath)}.");
        }

        File.Copy(native, PathIn(folder));
        File.Copy(native, PathIn(folder, isForSubagents: true));
        if (broker.Dotnet is not null)
        {
            File.Copy(broker.Path, Path.Combine(folder, BrokerProgram.AssemblyName));
            File.Copy(Path.ChangeExtension(broker.Path, ".runtimeconfig.json"), Path.Combine(folder, "AmpBroker.runtimeconfig.json"));
        }
    }

    private static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
