namespace Amp.Client;

/// <summary>Which tool calls come to <see cref="AmpRunOptions.OnPermission"/>. Rules are those of the run and then those of the user's settings, in their order.</summary>
public enum AmpPermissionScope
{
    /// <summary>Those that no rule allows, rejects or hands to another program: what is left, and what a rule would <c>ask</c> about. It takes the place of the CLI's built-in rules.</summary>
    WhatRulesLeave,

    /// <summary>All that no rule rejects or hands to another program: what a rule would allow, too.</summary>
    EveryCall,
}
