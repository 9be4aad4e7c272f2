using System.Globalization;
using System.Text;

namespace Amp.Batch.Reports;

/// <summary>The cells as CSV.</summary>
/// <remarks>
/// <b>Source.</b> RFC 4180; for formulas OWASP's "CSV Injection": text that begins with <c>= + - @</c>, a tab or a line break, also after blanks and in full width, gets an apostrophe in front.
/// So does what would begin a field, and with it a formula, for a spreadsheet that separates by semicolons or tabs (as those of many countries do) and so takes quotes within a line for text.
/// </remarks>
internal static class CsvReport
{
    private static readonly string[] Headers =
    [
        "cell", "promptId", "prompt", "combinationId", "combination", "mode", "requestedModel", "baseCommit", "arguments", "environment", "repetition", "outcome", "success", "errorKind", "error", "attempts",
        "startedAt", "durationMs", "wallDurationMs", "inputTokens", "cacheCreationTokens", "cacheReadTokens", "outputTokens", "totalTokens", "credits", "model", "turns", "toolCalls", "filesChanged", "insertions",
        "deletions", "verifyPassed", "verifyFailed", "score", "threadId", "cliVersion",
    ];

    public static string Write(BatchReport report)
    {
        var prompts = report.Prompts.ToDictionary(static prompt => prompt.Id, StringComparer.Ordinal);
        var combinations = report.Combinations.ToDictionary(static combination => combination.Id, StringComparer.Ordinal);
        var text = new StringBuilder(string.Join(',', Headers)).Append("\r\n");
        foreach (var cell in report.Cells)
        {
            var prompt = prompts.GetValueOrDefault(cell.PromptId);
            var combination = combinations.GetValueOrDefault(cell.CombinationId);
            string[] fields =
            [
                Text(cell.CellId), Text(cell.PromptId), Text(prompt?.Name), Text(cell.CombinationId), Text(combination?.Name), Text(combination?.Mode), Text(combination?.Model),
                Text(cell.BaseCommit ?? combination?.BaseCommit), Text(combination is null ? null : string.Join(' ', combination.Arguments)), Text(combination?.Environment), Number(cell.Repetition),
                Text(cell.Outcome.ToString()), cell.Success switch { true => "true", false => "false", _ => "" }, Text(cell.ErrorKind?.ToString()), Text(cell.Error), Number(cell.Attempts),
                cell.StartedAt?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) ?? "", Number(cell.Duration?.TotalMilliseconds), Number(cell.WallDuration?.TotalMilliseconds),
                Number(cell.Tokens?.Input), Number(cell.Tokens?.CacheCreation), Number(cell.Tokens?.CacheRead), Number(cell.Tokens?.Output), Number(cell.Tokens?.Total), Number(cell.Credits), Text(cell.Model),
                Number(cell.Turns), Number(cell.Tools?.Sum(static tool => tool.Calls)), Number(cell.Diff?.Files), Number(cell.Diff?.Insertions), Number(cell.Diff?.Deletions),
                Number(cell.Verify.Count(static command => command.Passed)), Number(cell.Verify.Count(static command => !command.Passed)), Number(cell.Score), Text(cell.ThreadId), Text(cell.Versions?.Cli),
            ];
            text.AppendJoin(',', fields).Append("\r\n");
        }

        return text.ToString();
    }

    private static string Number(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static string Text(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var safe = WithoutFormulas(SafeText.Lines(text));
        return safe.AsSpan().IndexOfAny(",\"\r\n'") >= 0 || char.IsWhiteSpace(safe[0]) || char.IsWhiteSpace(safe[^1]) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private static string WithoutFormulas(string text)
    {
        var safe = new StringBuilder(text.Length + 1);
        for (var i = 0; i < text.Length; i++)
        {
            var isBegin = i == 0 || text[i - 1] is '\n' or '\t' or ';';
            if (isBegin && (IsFormula(text.AsSpan(i)) || (i == 0 && text[0] is '\t' or '\n')))
            {
                safe.Append('\'');
            }

            safe.Append(text[i]);
        }

        return safe.ToString();
    }

    private static bool IsFormula(ReadOnlySpan<char> text)
    {
        // Blanks, quotes and marks without a width are no beginning of their own.
        while (text is [var c, ..] && c is not ('\n' or '\t') && (char.IsWhiteSpace(c) || c is '"' or (>= '\u200b' and <= '\u200d') or '\u2060' or '\ufeff'))
        {
            text = text[1..];
        }

        return text is ['=' or '+' or '-' or '@' or '|' or '\uff1d' or '\uff0b' or '\uff0d' or '\uff20', ..];
    }
}
