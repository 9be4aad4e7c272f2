namespace Amp.Client;

/// <summary>The thread that the CLI continues when it is told none.</summary>
/// <param name="Id">The thread.</param>
/// <param name="Path">The file that says so: <c>last-thread-id</c> of CLI 0.0.1767830505, <c>session.json</c> since 0.0.1774569934.</param>
/// <param name="LastWritten">When that file was written, in UTC.</param>
/// <remarks>All runs of a home overwrite it, so two at once mix it up. Continue threads by their id.</remarks>
public sealed record AmpLastThread(AmpThreadId Id, string Path, DateTimeOffset LastWritten);
