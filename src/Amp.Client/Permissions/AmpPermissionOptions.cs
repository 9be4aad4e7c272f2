namespace Amp.Client;

/// <summary>How <see cref="AmpRunOptions.OnPermission"/> is asked.</summary>
public sealed record AmpPermissionOptions
{
    internal static AmpPermissionOptions Default { get; } = new();

    /// <summary>Which tool calls come to the handler.</summary>
    /// <value>The default is <see cref="AmpPermissionScope.WhatRulesLeave"/>.</value>
    public AmpPermissionScope Scope { get; init; }

    /// <summary>How long the handler may take for one decision. Then the call is rejected. While it decides, the clocks of the run stand still.</summary>
    /// <value>More than zero, at most a day. The default is 5 minutes.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What remembers decisions from one run to the next: see <see cref="AmpPermissionDecision.ForSession()"/>.</summary>
    /// <value>The default is <see langword="null"/>: each run forgets its own.</value>
    public AmpPermissionSession? Session { get; init; }

    /// <summary>What to do when the repository's settings (<c>.amp/settings.json</c>) would decide on calls before the handler is asked, or allow every one.</summary>
    /// <value>The default is <see cref="AmpSettingsPolicy.Refuse"/>: whoever may change the repository could decide in the handler's place.</value>
    public AmpSettingsPolicy WorkspaceOverrides { get; init; } = AmpSettingsPolicy.Refuse;
}
