namespace Amp.Workspace;

/// <summary>How to apply work to another work tree.</summary>
public sealed record ApplyRequest
{
    /// <summary>Where the work began. <see langword="null"/> for the last commit that both sides have.</summary>
    public string? Base { get; init; }

    /// <summary>Files with uncommitted changes in the other work tree may be changed too, where the changes do not touch.</summary>
    /// <value>The default is <see langword="false"/>: such files are listed, and nothing is applied.</value>
    public bool AllowsMixing { get; init; }

    /// <summary>Only says how it would end.</summary>
    public bool IsDryRun { get; init; }
}
