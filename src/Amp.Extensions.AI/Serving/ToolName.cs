using System.Text.RegularExpressions;

namespace Amp.Extensions.AI;

/// <summary>Names that the agent sees as we gave them.</summary>
/// <remarks>
/// Measured on 0.0.1767830505, 0.0.1774569934 and 0.0.1776788459: a tool is called <c>mcp__server__tool</c>, unless that has 64 characters or more: then it loses the
/// front part and, from March on, its end. From March on, every run of other characters and of underscores becomes one underscore, so that <c>a.b</c>, <c>a-b</c> and <c>a__b</c>
/// are one and the same tool. January lets most characters through, and the model's interface refuses them.
/// </remarks>
internal static partial class ToolName
{
    public const int LongestFullName = 63;

    /// <returns>What is wrong with the name of a server or a tool, in a sentence; null when nothing is.</returns>
    public static string? FindProblem(string? name) =>
        string.IsNullOrEmpty(name) ? "it is empty."
        : !Plain().IsMatch(name) ? "the CLI would change it. Use letters and digits of ASCII, with single underscores in between."
        : null;

    /// <summary>What the agent calls it.</summary>
    public static string Full(string server, string tool) => $"mcp__{server}__{tool}";

    [GeneratedRegex(@"^[A-Za-z0-9]+(?:_[A-Za-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
