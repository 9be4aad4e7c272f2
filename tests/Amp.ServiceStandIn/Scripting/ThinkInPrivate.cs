namespace Amp.ServiceStandIn;

/// <summary>A redacted thinking block.</summary>
/// <param name="Data">The encrypted thinking, in base64.</param>
public sealed record ThinkInPrivate(string Data) : Block;
