namespace Amp.Testing;

/// <summary>The last line of a run, as a template that the player fills in.</summary>
internal static class ResultLine
{
    private const string End = "\"session_id\":\"${session_id}\"}";

    /// <summary>The line of a run that went well.</summary>
    /// <param name="text">The final text; null for the last one that the agent said.</param>
    public static string Success(string? text) =>
        "{\"type\":\"result\",\"subtype\":\"success\",\"duration_ms\":${duration_ms},\"is_error\":false,\"num_turns\":${turns},\"result\":\""
        + (text is null ? "${last_text}" : JsonStringLiteral.Escape(text)) + "\"," + End;

    /// <summary>The line of a run that failed.</summary>
    public static string Failure(string error) =>
        "{\"type\":\"result\",\"subtype\":\"error_during_execution\",\"duration_ms\":${duration_ms},\"is_error\":true,\"num_turns\":${turns},\"error\":\""
        + JsonStringLiteral.Escape(error) + "\"," + End;
}
