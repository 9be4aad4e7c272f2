namespace Amp.Client;

/// <summary>How threads are read. Thread files are another program's, so that each limit is there to be met.</summary>
public sealed record AmpThreadStoreOptions
{
    /// <summary>The largest <see cref="MaxMessageBytes"/>, in bytes: 512 MiB.</summary>
    public const int LargestMessageBytes = 512 * 1024 * 1024;

    /// <summary>The folders to look in.</summary>
    /// <value>The default is <see langword="null"/>: where the CLI and the editors keep threads, as the environment variables have it.</value>
    public IReadOnlyList<AmpThreadRoot>? Roots { get; init; }

    /// <summary>How large a single message may be, in bytes of JSON. A larger one comes with a <see cref="AmpThreadMessage.Problem"/> instead of its content.</summary>
    /// <value>The default is 64 MiB. From 4 KiB to <see cref="LargestMessageBytes"/>.</value>
    public int MaxMessageBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How large the file of a thread may be that <see cref="IAmpThreadStore.ReadAsync"/> takes in whole, in bytes.</summary>
    /// <value>The default is 256 MiB. One byte or more.</value>
    public long MaxThreadBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>How many files a listing reads at once.</summary>
    /// <value>The default is the number of processors, 8 at the most. From 1 to 64.</value>
    public int MaxConcurrency { get; init; } = Math.Min(Environment.ProcessorCount, 8);
}
