namespace Amp.Batch;

/// <summary>A stored batch cannot be read: it is damaged, or of a version that this one does not understand.</summary>
public sealed class BatchStoreException : BatchException
{
    internal BatchStoreException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
