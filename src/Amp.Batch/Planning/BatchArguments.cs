namespace Amp.Batch;

/// <summary>Further arguments for the CLI.</summary>
/// <param name="Values">The arguments, passed one by one as they are: what <see cref="Amp.Client.AmpRunOptions"/> does not model.</param>
/// <param name="Name">What to call them in reports and filters; <see langword="null"/> for the arguments themselves.</param>
public sealed record BatchArguments(IReadOnlyList<string> Values, string? Name = null)
{
    /// <summary>No further arguments.</summary>
    public static BatchArguments None { get; } = new([]);
}
