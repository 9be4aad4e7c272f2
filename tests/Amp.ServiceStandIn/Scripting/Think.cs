namespace Amp.ServiceStandIn;

/// <summary>A thinking block.</summary>
/// <param name="Thought">The thinking.</param>
/// <param name="Signature">The signature that comes with it.</param>
public sealed record Think(string Thought, string Signature = "sig") : Block;
