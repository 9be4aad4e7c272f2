namespace Amp.ServiceStandIn;

/// <summary>Where a conversation is in its scenario.</summary>
internal sealed record ScenarioStep(string ScenarioName, int Step, Turn Turn);
