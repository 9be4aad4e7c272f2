using System.Globalization;

namespace Amp.Client.Runs;

/// <summary>Reads the kind of a failure out of the result line's error. Never looks at what a model or a tool wrote.</summary>
/// <remarks><b>Source.</b> Recordings <c>e400</c> … <c>e529</c>, <c>ctx</c>, <c>overloaded</c>, <c>garbage</c>, <c>cut</c>, <c>sig_*</c>, <c>perm_ask</c> of CLI 0.0.1767830505 to 0.0.1776788459. The words differ between versions.</remarks>
internal static class ErrorClassifier
{
    private static readonly (string Start, AmpErrorKind Kind)[] Starts =
    [
        ("Unauthorized", AmpErrorKind.Unauthorized),
        ("Not logged in", AmpErrorKind.Unauthorized),
        ("Context window limit reached", AmpErrorKind.ContextLimit),
        ("Context Limit Reached", AmpErrorKind.ContextLimit),
        ("Model provider overloaded", AmpErrorKind.Overloaded),
        ("The following tools require user approval", AmpErrorKind.ApprovalRequired),
        ("User cancelled", AmpErrorKind.Cancelled),
        ("Connection error", AmpErrorKind.Network),
        ("terminated", AmpErrorKind.Network),
        ("Request timed out", AmpErrorKind.Network),
        ("request ended without sending any chunks", AmpErrorKind.Network),
        ("Rate limit", AmpErrorKind.RateLimited),
        ("The model refused", AmpErrorKind.Refused),
        ("max_tokens", AmpErrorKind.MaxTokens),
    ];

    public static AmpErrorKind Classify(string? error)
    {
        if (error is null)
        {
            return AmpErrorKind.Other;
        }

        if (ReadStatus(error) is { } status)
        {
            return status switch
            {
                401 or 403 => AmpErrorKind.Unauthorized,
                402 => AmpErrorKind.PaymentRequired,
                413 => AmpErrorKind.ContextLimit,
                429 => AmpErrorKind.RateLimited,
                529 => AmpErrorKind.Overloaded,
                502 or 503 or 504 => AmpErrorKind.Network,
                _ => AmpErrorKind.Other,
            };
        }

        foreach (var (start, kind) in Starts)
        {
            if (error.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            {
                return kind;
            }
        }

        return AmpErrorKind.Other;
    }

    // The body of a failed model call, as in: 429 {"type":"error","error":{"type":"rate_limit_error","message":"slow down"}}
    private static int? ReadStatus(string error) =>
        error.Length > 4 && error[3] == ' ' && int.TryParse(error.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null;
}
