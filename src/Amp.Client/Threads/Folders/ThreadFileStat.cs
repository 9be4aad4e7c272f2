namespace Amp.Client.Threads;

/// <summary>What the system says of a file in a folder of threads.</summary>
internal sealed record ThreadFileStat(AmpThreadRoot Root, string Path, long Length, DateTime LastWritten);
