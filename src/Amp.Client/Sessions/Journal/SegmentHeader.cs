namespace Amp.Client.Sessions.Journal;

/// <summary>The first line of each file: what the events of all files before it come to, so that a host which starts reads the last file only.</summary>
internal sealed record SegmentHeader(SessionState State);
