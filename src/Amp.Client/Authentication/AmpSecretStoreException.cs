namespace Amp.Client;

/// <summary>A secret store cannot be read or written, or must not be.</summary>
public sealed class AmpSecretStoreException : AmpException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What is wrong and what to do; without any secret.</param>
    /// <param name="innerException">What caused it.</param>
    public AmpSecretStoreException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
