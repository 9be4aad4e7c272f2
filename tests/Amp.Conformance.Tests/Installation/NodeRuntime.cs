namespace Amp.Conformance.Tests.Installation;

/// <summary>Node and npm, as <c>PATH</c> finds them.</summary>
internal static class NodeRuntime
{
    public static string? Node { get; } = Find(OperatingSystem.IsWindows() ? "node.exe" : "node");

    public static string? Npm { get; } = Find(OperatingSystem.IsWindows() ? "npm.cmd" : "npm");

    /// <summary>Gets what this machine lacks, in a sentence, or null when it lacks nothing.</summary>
    public static string? WhatIsMissing => (Node, Npm) switch
    {
        (null, _) => "The real Amp CLIs run under Node.js, and there is no 'node' on PATH (20 or later is needed).",
        (_, null) => "The real Amp CLIs are installed with npm, and there is no 'npm' on PATH.",
        _ => null,
    };

    private static string? Find(string file) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
}
