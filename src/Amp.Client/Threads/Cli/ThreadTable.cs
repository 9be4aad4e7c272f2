using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amp.Client.Cli;

namespace Amp.Client.Threads;

/// <summary>Reads a list of threads as the CLI prints it: JSON, or a table whose columns stand two spaces apart.</summary>
internal static partial class ThreadTable
{
    private const string NoTitle = "Untitled";
    private const string Cut = "...";

    /// <returns>Null when it is neither.</returns>
    public static IReadOnlyList<AmpCliThread>? Read(string text)
    {
        var trimmed = text.Trim();
        return trimmed.StartsWith('[') || trimmed.StartsWith('{') ? ReadJson(trimmed)
            : trimmed.Length == 0 || trimmed.StartsWith("No threads", StringComparison.OrdinalIgnoreCase) ? []
            : ReadTable(trimmed.Split('\n'));
    }

    private static IReadOnlyList<AmpCliThread>? ReadJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, ThreadJson.DocumentOptions);
            return [.. CommandJson.Items(json.RootElement, "threads").Select(Read).OfType<AmpCliThread>()];
        }
        catch (Exception e) when (ThreadJson.IsInvalid(e))
        {
            return null;
        }
    }

    private static AmpCliThread? Read(JsonElement thread) => thread.ThreadId("id") is not { } id ? null : new(id)
    {
        Title = thread.Text("title"),
        UpdatedAt = thread.Time("updatedAt") ?? thread.Time("updated"),
        MessageCount = thread.SmallNumber("messageCount"),
        Visibility = thread.Text("visibility"),
    };

    private static IReadOnlyList<AmpCliThread>? ReadTable(string[] lines)
    {
        var head = Array.FindIndex(lines, static line => line.Contains("Thread ID", StringComparison.Ordinal));
        if (head < 0)
        {
            return null;
        }

        var columns = Gap().Split(lines[head].Trim());
        return [.. lines.Skip(head + 1).Select(line => Read(Gap().Split(line.Trim()), columns)).OfType<AmpCliThread>()];
    }

    // From the right, because a title may have such a gap too, or be missing.
    private static AmpCliThread? Read(string[] cells, string[] columns)
    {
        var titleCells = cells.Length - (columns.Length - 1);
        if (titleCells < 0 || !AmpThreadId.TryParse(cells[^1], null, out var id))
        {
            return null;
        }

        var title = string.Join("  ", cells.Take(titleCells));
        return new(id)
        {
            Title = title is "" or NoTitle ? null : title,
            IsTitleCut = title.EndsWith(Cut, StringComparison.Ordinal),
            Age = Cell("Last Updated"),
            Visibility = Cell("Visibility"),
            MessageCount = int.TryParse(Cell("Messages"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null,
        };

        string? Cell(string column) => Array.IndexOf(columns, column) is >= 1 and var at ? cells[^(columns.Length - at)] : null;
    }

    [GeneratedRegex(" {2,}")]
    private static partial Regex Gap();
}
