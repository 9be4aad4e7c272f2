namespace Amp.Client;

/// <summary>What a transcript was made of.</summary>
public enum AmpTranscriptSource
{
    /// <summary>The messages of a run, live or recorded. They know no times and no models.</summary>
    Stream,

    /// <summary>A thread: a file of the CLI, or what <c>amp threads export</c> printed.</summary>
    Thread,
}
