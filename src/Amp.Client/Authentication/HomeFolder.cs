namespace Amp.Client.Authentication;

/// <summary>The user's home folder, as a set of environment variables has it.</summary>
internal static class HomeFolder
{
    public static string? In(IReadOnlyDictionary<string, string> variables) =>
        variables.GetValueOrDefault(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME") is { Length: > 0 } home ? home : null;
}
