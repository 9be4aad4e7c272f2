using Amp.Client.Cli;

namespace Amp.Client;

/// <summary>stub</summary>
public sealed class AmpCliCommands
{
    internal AmpCliCommands(Func<AmpRunOptions, CliTarget> locate, AmpClientOptions client, CliProbe probe, TimeProvider clock) { _ = (locate, client, probe, clock); }
}
