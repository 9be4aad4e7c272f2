namespace Amp.Client.Transcripts;

/// <summary>Who speaks, as a heading.</summary>
internal static class RoleName
{
    public static string Of(AmpTranscriptEntry entry) =>
        entry.Role == AmpThreadRole.User ? "User"
        : entry.Role == AmpThreadRole.Assistant ? entry.ParentToolUseId is null ? "Assistant" : "Sub-agent"
        : "Note";
}
