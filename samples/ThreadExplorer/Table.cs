using System.Globalization;

namespace ThreadExplorer;

/// <summary>Prints columns that are as wide as they need to be.</summary>
internal sealed class Table(params string[] heads)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Print(TextWriter output)
    {
        var widths = heads.Select((head, column) => _rows.Select(row => row[column].Length).Append(head.Length).Max()).ToArray();
        foreach (var row in _rows.Prepend([.. widths.Select(width => new string('-', width))]).Prepend(heads))
        {
            output.WriteLine(string.Join("  ", row.Select((cell, column) => IsNumber(column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());
        }

        bool IsNumber(int column) => _rows.Count > 0 && _rows.TrueForAll(row => row[column].Length == 0 || row[column] == "-" || char.IsAsciiDigit(row[column][0])) && _rows.Exists(row => decimal.TryParse(row[column], NumberStyles.Number, CultureInfo.InvariantCulture, out _));
    }

    /// <summary>One line of at most so many characters, with nothing in it that moves the cursor.</summary>
    public static string Cell(string? text, int longest)
    {
        var line = new string([.. (text ?? "").Select(character => char.IsControl(character) ? ' ' : character)]).Trim();
        return line.Length <= longest ? line : line[..(longest - 1)] + "…";
    }
}
