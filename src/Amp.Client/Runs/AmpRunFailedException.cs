namespace Amp.Client;

/// <summary>A run failed with a result, and <see cref="AmpResult.EnsureSuccess"/> was called on it.</summary>
public sealed class AmpRunFailedException : AmpException
{
    internal AmpRunFailedException(AmpResult result)
        : base($"The run failed ({result.ErrorKind}): {result.Error}") => Result = result;

    /// <summary>The result of the run.</summary>
    public AmpResult Result { get; }
}
