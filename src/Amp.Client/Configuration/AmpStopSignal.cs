namespace Amp.Client;

/// <summary>How a CLI is asked to stop. It answers both alike in every recorded version: a result line, its tools ended. Windows knows neither.</summary>
public enum AmpStopSignal
{
    /// <summary>SIGTERM. The default.</summary>
    Terminate,

    /// <summary>SIGINT, as Ctrl+C sends it.</summary>
    Interrupt,
}
