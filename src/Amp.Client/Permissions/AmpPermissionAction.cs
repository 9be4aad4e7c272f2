namespace Amp.Client;

/// <summary>What a permission rule does with a tool call that it matches.</summary>
public enum AmpPermissionAction
{
    /// <summary>The tool runs.</summary>
    Allow,

    /// <summary>The tool does not run; the agent is told, and goes on.</summary>
    Reject,

    /// <summary>A person would be asked. A run cannot ask: it ends with <see cref="AmpErrorKind.ApprovalRequired"/>.</summary>
    Ask,

    /// <summary>A program decides: <see cref="AmpPermissionRule.To"/>.</summary>
    Delegate,
}
