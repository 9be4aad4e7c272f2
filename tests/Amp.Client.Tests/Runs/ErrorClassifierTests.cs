using Amp.Client.Runs;

namespace Amp.Client.Tests.Runs;

public sealed class ErrorClassifierTests
{
    [Theory]
    [InlineData("Unauthorized. Check your access token.", AmpErrorKind.Unauthorized)]   // 0.0.1767830505
    [InlineData("Unauthorized Check your access token.", AmpErrorKind.Unauthorized)]    // 0.0.1774569934
    [InlineData("""402 {"error":{"type":"payment_required","message":"Insufficient credits"}}""", AmpErrorKind.PaymentRequired)]
    [InlineData("""403 {"type":"error","error":{"type":"permission_error","message":"not allowed"}}""", AmpErrorKind.Unauthorized)]
    [InlineData("""413 {"type":"error","error":{"type":"request_too_large","message":"too large"}}""", AmpErrorKind.ContextLimit)]
    [InlineData("""429 {"type":"error","error":{"type":"rate_limit_error","message":"slow down"}}""", AmpErrorKind.RateLimited)]
    [InlineData("""500 {"type":"error","error":{"type":"api_error","message":"Internal server error"}}""", AmpErrorKind.Other)]
    [InlineData("Model provider overloaded. Try again in a few seconds.", AmpErrorKind.Overloaded)]
    [InlineData("Model Provider Overloaded Try again in a few seconds.", AmpErrorKind.Overloaded)]
    [InlineData("Context window limit reached. Start a new thread or use /handoff to continue.", AmpErrorKind.ContextLimit)]
    [InlineData("Context Limit Reached This conversation has reached the context window limit.", AmpErrorKind.ContextLimit)]
    [InlineData("The following tools require user approval, which is not supported in stream JSON mode: Bash", AmpErrorKind.ApprovalRequired)]
    [InlineData("User cancelled (SIGINT/SIGTERM)", AmpErrorKind.Cancelled)]
    [InlineData("Connection error.", AmpErrorKind.Network)]
    [InlineData("terminated", AmpErrorKind.Network)]
    [InlineData("Request timed out.", AmpErrorKind.Network)]
    [InlineData("request ended without sending any chunks", AmpErrorKind.Network)]
    [InlineData("Expected property name or '}' in JSON at position 1", AmpErrorKind.Other)]
    [InlineData("a message that quotes: 429 rate limit", AmpErrorKind.Other)]
    [InlineData("", AmpErrorKind.Other)]
    [InlineData(null, AmpErrorKind.Other)]
    public void The_words_of_every_recorded_version_tell_the_kind(string? error, AmpErrorKind kind) =>
        Assert.Equal(kind, ErrorClassifier.Classify(error));
}
