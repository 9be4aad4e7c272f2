using System.Text.RegularExpressions;

namespace Amp.Client.Cli;

/// <summary>Reads what <c>mcp doctor</c> prints: a line each time that the state of a server changes, so the last one of each counts.</summary>
/// <remarks><b>Source.</b> 0.0.1767830505, 0.0.1774569934, 0.0.1776788459 and 0.0.1790142911 print the same lines.</remarks>
internal static partial class McpDoctorText
{
    public static IReadOnlyList<AmpMcpHealth> Read(string text)
    {
        var servers = new Dictionary<(string Name, string Source), AmpMcpHealth>();
        foreach (Match line in ServerLine().Matches(text))
        {
            var (name, source, status) = (line.Groups["name"].Value, line.Groups["source"].Value, line.Groups["status"].Value.Trim());
            var tools = ToolNames().Match(status);
            servers[(name, source)] = new()
            {
                Name = name,
                Source = source,
                IsConnected = status.StartsWith("connected", StringComparison.Ordinal),
                Status = status,
                Tools = tools.Success ? tools.Groups[1].Value.Split(", ") : [],
            };
        }

        return [.. servers.Values];
    }

    [GeneratedRegex(@"^(?<name>\S+) \((?<source>[^)\n]*settings[^)\n]*)\): (?<status>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex ServerLine();

    [GeneratedRegex(@"\(\d+ tools?: ([^)]+)\)")]
    private static partial Regex ToolNames();
}
