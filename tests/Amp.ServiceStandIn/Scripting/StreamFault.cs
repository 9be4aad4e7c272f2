namespace Amp.ServiceStandIn;

/// <summary>An <c>error</c> event after the stream has begun.</summary>
/// <param name="Type">The kind, for example <c>overloaded_error</c>.</param>
/// <param name="Message">The text.</param>
public sealed record StreamFault(string Type, string Message) : Fault;
