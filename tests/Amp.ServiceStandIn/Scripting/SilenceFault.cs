namespace Amp.ServiceStandIn;

/// <summary>An answer that never comes, or never goes on.</summary>
/// <param name="AfterHeaders">Whether the headers and the start of the message are sent first.</param>
public sealed record SilenceFault(bool AfterHeaders) : Fault;
