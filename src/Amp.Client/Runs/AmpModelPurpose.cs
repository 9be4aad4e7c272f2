namespace Amp.Client;

/// <summary>What a run is for, as far as it matters for the choice of a model.</summary>
public enum AmpModelPurpose
{
    /// <summary>Anything.</summary>
    Default,

    /// <summary>Changing code.</summary>
    Coding,

    /// <summary>Reading and judging code.</summary>
    Analysis,
}
