namespace Amp.Client;

/// <summary>A configuration cannot be read or written, or must not be.</summary>
public sealed class AmpConfigurationException : AmpException
{
    internal AmpConfigurationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
