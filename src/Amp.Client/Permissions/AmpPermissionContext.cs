namespace Amp.Client;

/// <summary>Whose tool calls a permission rule is about.</summary>
public enum AmpPermissionContext
{
    /// <summary>Those of the agent itself; since CLI 0.0.1769314944 those of its sub-agents, too.</summary>
    Thread,

    /// <summary>Those of sub-agents. Such a rule applies in CLI 0.0.1767830505 only: later ones take it and never apply it.</summary>
    Subagent,
}
