namespace Amp.ServiceStandIn;

/// <summary>A connection that breaks in the middle of the first text block.</summary>
public sealed record CutFault : Fault;
