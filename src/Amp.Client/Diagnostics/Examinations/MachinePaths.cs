namespace Amp.Client.Diagnostics.Examinations;

/// <summary>Places that belong to the machine, not to a user.</summary>
/// <param name="ManagedSettings">What an administrator decides for all users.</param>
/// <param name="Processes">Where the system shows its processes as files.</param>
internal sealed record MachinePaths(string ManagedSettings, string Processes)
{
    /// <remarks><b>Source.</b> Linux: seen in effect with CLI 0.0.1774569934. The others: the CLI's manual.</remarks>
    public static MachinePaths OfThisSystem { get; } = new(
        OperatingSystem.IsWindows() ? @"C:\ProgramData\ampcode\managed-settings.json"
        : OperatingSystem.IsMacOS() ? "/Library/Application Support/ampcode/managed-settings.json"
        : "/etc/ampcode/managed-settings.json",
        "/proc");
}
