namespace Amp.Batch;

/// <summary>A batch cannot be planned, kept or read. A cell that failed is a <see cref="BatchCellResult"/>, never an exception.</summary>
public abstract class BatchException : Exception
{
    private protected BatchException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
