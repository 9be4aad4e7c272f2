namespace Amp.Client.Authentication;

/// <summary>The user's home folder, as a set of environment variables has it.</summary>
internal static class HomeFolder
{
    public static string? In(IReadOnlyDictionary<string, string> variables) =>
        variables.GetValueOrDefault(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME") is { Length: > 0 } home ? home : null;

    /// <summary>Where the CLI keeps what it knows: keys, threads. <c>amp</c> in <c>XDG_DATA_HOME</c>, else in <c>~/.local/share</c>.</summary>
    /// <remarks><b>Source.</b> Keys: CLI 0.0.1767830505, 0.0.1774569934, 0.0.1776788459 and 0.0.1790142911; threads: the first two, later ones keep none.</remarks>
    /// <returns><see langword="null"/> when these variables name no home.</returns>
    public static string? AmpDataIn(IReadOnlyDictionary<string, string> variables) =>
        variables.GetValueOrDefault("XDG_DATA_HOME") is { Length: > 0 } data ? Path.Combine(data, "amp")
        : In(variables) is { } home ? Path.Combine(home, ".local", "share", "amp")
        : null;
}
