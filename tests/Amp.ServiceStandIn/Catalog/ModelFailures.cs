namespace Amp.ServiceStandIn;

/// <summary>Scenarios in which the model's service fails.</summary>
public static class ModelFailures
{
    private static readonly HttpFault RateLimited = HttpFault.Anthropic(429, "rate_limit_error", "slow down") with { RetryAfterSeconds = 1 };
    private static readonly HttpFault ServerError = HttpFault.Anthropic(500, "api_error", "Internal server error");
    private static readonly StreamFault OverloadedInStream = new("overloaded_error", "Overloaded");

    /// <summary>Gets the body of a model's answer to an account without credit.</summary>
    internal const string NoCreditBody = """{"error":{"type":"payment_required","message":"Insufficient credits"}}""";

    /// <summary>Gets all of them.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("e400", Turn.Fails(HttpFault.Anthropic(400, "invalid_request_error", "messages: bad thing"))),
        new("e401", Turn.Fails(HttpFault.Anthropic(401, "authentication_error", "invalid x-api-key"))),
        new("e402", Turn.Fails(new HttpFault(402, NoCreditBody))),
        new("e403", Turn.Fails(HttpFault.Anthropic(403, "permission_error", "not allowed"))),
        new("e413", Turn.Fails(HttpFault.Anthropic(413, "request_too_large", "too large"))),
        new("ctx", Turn.Fails(HttpFault.Anthropic(400, "invalid_request_error", "prompt is too long: 250000 tokens > 200000 maximum"))),
        new("e429", Turn.Fails(RateLimited)),
        new("e500", Turn.Fails(ServerError)),
        new("e529", Turn.Fails(HttpFault.Anthropic(529, "overloaded_error", "Overloaded"))),
        new("overloaded", Turn.Fails(OverloadedInStream)),
        new("garbage", Turn.Fails(new RawFault("this is not sse\n\n<html>nope</html>\n\n"))),
        new("garbagesse", Turn.Fails(new RawFault("event: message_start\ndata: {not json\n\n"))),
        new("hang", Turn.Fails(new SilenceFault(AfterHeaders: true))),
        new("silent", Turn.Fails(new SilenceFault(AfterHeaders: false))),
        new("cut", new Turn(new Say("this will be cut in the middle of the text block, some more words here")) { Fault = new CutFault() }),
        new("once429", Once(RateLimited)),
        new("once500", Once(ServerError)),
        new("onceoverloaded", Once(OverloadedInStream)),
        new("oncecut", Once(new CutFault())),
    ];

    private static Turn Once(Fault fault) =>
        new(new Say("Recovered, and said at some length, so that a cut falls into the middle.")) { Fault = fault, FaultStrikesOnce = true };
}
