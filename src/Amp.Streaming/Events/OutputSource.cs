namespace Amp.Streaming.Events;

/// <summary>Where a line of text came from.</summary>
public enum OutputSource
{
    /// <summary>The process's standard output, between its messages.</summary>
    StandardOutput,

    /// <summary>The process's standard error.</summary>
    StandardError,
}
