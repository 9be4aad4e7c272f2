namespace Amp.Streaming;

/// <summary>What a reader does when it meets a line that it cannot read as it should be.</summary>
public enum MalformedLinePolicy
{
    /// <summary>Delivers a <see cref="MalformedLine"/> and goes on. The default.</summary>
    Report,

    /// <summary>Throws <see cref="MalformedLineException"/>. The reader can go on after it.</summary>
    Throw,
}
