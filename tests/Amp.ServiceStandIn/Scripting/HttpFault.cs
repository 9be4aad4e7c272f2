namespace Amp.ServiceStandIn;

/// <summary>An HTTP error in place of an answer.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The body, sent as <c>application/json</c>.</param>
public sealed record HttpFault(int Status, string Body) : Fault
{
    /// <summary>Gets the value of the <c>retry-after</c> header in seconds, or null for none.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>An error in the shape that Anthropic's API gives it.</summary>
    /// <param name="status">The status code.</param>
    /// <param name="type">The kind, for example <c>rate_limit_error</c>.</param>
    /// <param name="message">The text.</param>
    public static HttpFault Anthropic(int status, string type, string message) =>
        new(status, $$"""{"type":"error","error":{"type":{{JsonString.Quote(type)}},"message":{{JsonString.Quote(message)}} } }""");
}
