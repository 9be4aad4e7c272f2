namespace Amp.Client;

/// <summary>A run that made no result: no CLI, not signed in, out of time, a crash. A run that failed with a result is an <see cref="AmpResult"/>.</summary>
/// <remarks>Cancellation is never an <see cref="AmpException"/>: it is an <see cref="OperationCanceledException"/> with the caller's own token. Messages hold no secrets.</remarks>
public abstract class AmpException : Exception
{
    private protected AmpException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
