using System.Globalization;

namespace Amp.Benchmarks.Comparing;

/// <summary>Prints rows as a Markdown table, so that a run can be pasted into a page.</summary>
internal sealed class TextTable(params string[] header)
{
    private readonly List<string[]> _rows = [header];

    public void Add(params string[] row) => _rows.Add(row);

    public void Print()
    {
        var widths = header.Select((_, column) => _rows.Max(row => row[column].Length)).ToArray();
        for (var i = 0; i < _rows.Count; i++)
        {
            Console.WriteLine("| " + string.Join(" | ", _rows[i].Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))) + " |");
            if (i == 0)
            {
                Console.WriteLine("|" + string.Join("|", widths.Select(static (width, column) => column == 0 ? new string('-', width + 2) : new string('-', width + 1) + ':')) + "|");
            }
        }

        Console.WriteLine();
    }

    /// <summary>A figure for a cell: three digits or more, a dash when there is none.</summary>
    public static string Figure(double? value) => value is not { } number || double.IsNaN(number) ? "-" : Math.Abs(number) switch
    {
        >= 100 => number.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => number.ToString("F1", CultureInfo.InvariantCulture),
        _ => number.ToString("F2", CultureInfo.InvariantCulture),
    };
}
