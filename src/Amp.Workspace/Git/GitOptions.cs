namespace Amp.Workspace;

/// <summary>How git is run.</summary>
public sealed class GitOptions
{
    /// <summary>Gets or sets the executable: a name to look up on <c>PATH</c>, or a path.</summary>
    /// <value>The default is <c>git</c>. It must be 2.38 or later.</value>
    public string ExecutablePath { get; set; } = "git";

    /// <summary>Gets or sets how long one command may take before it is ended with everything that it started.</summary>
    /// <value>Between one second and one day. The default is 10 minutes: a checkout of a large repository takes long.</value>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets or sets how much of a command's output is held in memory.</summary>
    /// <value>Between 64 KiB and 1 GiB, in bytes. The default is 256 MiB.</value>
    public int MaxOutputBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>Gets or sets how often, and how far apart, a command is tried again while another process holds a lock.</summary>
    /// <value>The default is 8 retries that begin 25 ms apart.</value>
    public GitRetryConfig Retry { get; set; } = new();
}
