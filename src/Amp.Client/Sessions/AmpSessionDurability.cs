namespace Amp.Client;

/// <summary>What an event has survived before anybody sees it.</summary>
public enum AmpSessionDurability
{
    /// <summary>The loss of power: it is on the disk (<c>fsync</c> after each event).</summary>
    Disk,

    /// <summary>The end of the host by any means, <c>kill -9</c> included: it is with the operating system. A power failure may lose the last seconds, and what was lost may have been seen.</summary>
    Process,
}
