namespace Amp.ServiceStandIn;

/// <summary>A body that is sent as an event stream, whatever it holds.</summary>
/// <param name="Body">The body.</param>
public sealed record RawFault(string Body) : Fault;
