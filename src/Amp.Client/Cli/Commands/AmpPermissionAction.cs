namespace Amp.Client;

/// <summary>What a permission rule says about a tool call.</summary>
public enum AmpPermissionAction
{
    /// <summary>It may run.</summary>
    Allow,

    /// <summary>Somebody has to be asked; a run cannot, and ends.</summary>
    Ask,

    /// <summary>It may not run.</summary>
    Reject,

    /// <summary>A program decides.</summary>
    Delegate,
}
