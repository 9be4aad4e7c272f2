using System.Buffers;
using System.Text.Json;
using Amp.Batch.Planning;

namespace Amp.Batch.Results;

/// <summary>Puts cells and their results together.</summary>
internal static class ReportAssembly
{
    public static BatchReport Create(string id, IReadOnlyList<BatchCell> cells, IEnumerable<BatchCellResult> results, string? name)
    {
        BatchIds.Check(id);
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentNullException.ThrowIfNull(results);

        var byCell = new Dictionary<string, BatchCellResult>(StringComparer.Ordinal);
        foreach (var result in results)
        {
            byCell[result.CellId] = result;   // of two for one cell the later counts: it was run again
        }

        BatchCellResult[] all = [.. cells.Select(cell => byCell.GetValueOrDefault(cell.Id) ?? NotRun(cell))];
        return new()
        {
            Id = id,
            Name = name ?? (cells.Count == 0 ? null : cells[0].Prompt.Name),
            IsComplete = all.All(static cell => cell.Outcome is not (BatchOutcome.NotRun or BatchOutcome.Cancelled)),
            Prompts = [.. cells.Select(static cell => cell.Prompt).DistinctBy(static prompt => prompt.Id).Select(static prompt => new BatchPromptInfo(prompt.Id, prompt.Name, prompt.Text))],
            Combinations = Describe(cells),
            Cells = all,
        };
    }

    public static BatchCellResult NotRun(BatchCell cell) => new()
    {
        CellId = cell.Id,
        PromptId = cell.Prompt.Id,
        CombinationId = cell.Combination.Id,
        Repetition = cell.Repetition,
        Outcome = BatchOutcome.NotRun,
        Attempts = 0,
    };

    private static BatchCombinationInfo[] Describe(IReadOnlyList<BatchCell> cells)
    {
        var combinations = cells.Select(static cell => cell.Combination).DistinctBy(static combination => combination.Id).ToList();
        var ambiguous = combinations.GroupBy(static combination => combination.Name, StringComparer.Ordinal).Where(static group => group.Count() > 1).Select(static group => group.Key).ToHashSet(StringComparer.Ordinal);
        return [.. combinations.Select(combination => Describe(combination, ambiguous.Contains(combination.Name)))];
    }

    private static BatchCombinationInfo Describe(BatchCombination combination, bool isAmbiguous)
    {
        var options = combination.Variant.Options;
        return new(combination.Id, isAmbiguous ? $"{combination.Name} ({combination.Id})" : combination.Name)
        {
            Variant = CombinationName.Of(combination.Variant),
            Mode = options.Mode?.Name ?? combination.Variant.ModeOrModel,
            Model = options.Model,
            BaseCommit = combination.BaseCommit,
            Arguments = combination.Arguments.Values,
            Environment = combination.Environment?.Name,
            Options = OptionsOf(combination),
        };
    }

    private static JsonElement OptionsOf(BatchCombination combination)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            OptionsJson.Write(json, combination.Variant.Options, OptionsJsonPurpose.Record);
            OptionsJson.WriteVariables(json, "variables", combination.Environment?.Variables ?? new Dictionary<string, string?>(), OptionsJsonPurpose.Record);
            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
