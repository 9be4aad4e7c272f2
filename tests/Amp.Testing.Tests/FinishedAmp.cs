using System.Text.Json;

namespace Amp.Testing.Tests;

/// <summary>What a run of the fake left.</summary>
public sealed record FinishedAmp(string Output, string Error, int ExitCode)
{
    public JsonElement[] Lines => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(RunningAmp.Json)];

    /// <summary>The lines in short: <c>system</c>, <c>user</c>, <c>assistant</c>, <c>result</c>.</summary>
    public string Types => string.Join(' ', Lines.Select(line => line.GetProperty("type").GetString()));
}
