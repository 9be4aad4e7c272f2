using Amp.Batch;
using Spectre.Console;

namespace Amp.Samples.BatchComparison;

/// <summary>Shows a batch while it runs: a live table on a terminal, else one line for each cell.</summary>
internal static class LiveView
{
    public static async Task FollowAsync(BatchRun run)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive || Console.IsOutputRedirected)
        {
            await foreach (var happened in run.ReadEventsAsync())
            {
                if (happened is { Kind: BatchEventKind.CellFinished, Cell: { } cell, Result: { } result })
                {
                    Console.WriteLine($"{happened.Progress.Done,3} of {happened.Progress.Total}  {cell.Cell.Name}: {result.Outcome}, {result.WallDuration?.TotalSeconds:0.0} s, {result.Tokens?.Total} tokens");
                }
            }

            return;
        }

        await AnsiConsole.Live(Draw(run.Progress)).StartAsync(async live =>
        {
            await foreach (var happened in run.ReadEventsAsync())
            {
                live.UpdateTarget(Draw(happened.Progress));
                live.Refresh();
            }
        });
    }

    // A row for each combination, and a mark for each of its runs.
    private static Table Draw(BatchProgress progress)
    {
        var left = progress.TimeLeft is { } time ? $", about {time:mm\\:ss} left" : "";
        var table = new Table().RoundedBorder().Title($"{progress.Done} of {progress.Total} done, {progress.Running} running, {progress.Failed} failed, {progress.Tokens:N0} tokens, {progress.Elapsed:mm\\:ss}{left}");
        table.AddColumns("combination", "prompt", "runs");
        foreach (var group in progress.Cells.GroupBy(static cell => (Combination: cell.Cell.Combination.Name, Prompt: cell.Cell.Prompt.Name)).OrderBy(static group => group.Key))
        {
            table.AddRow(Markup.Escape(group.Key.Combination), Markup.Escape(group.Key.Prompt), string.Join(' ', group.Select(Mark)));
        }

        return table;
    }

    private static string Mark(BatchCellProgress cell) => (cell.State, cell.Outcome) switch
    {
        (BatchCellState.Finished, BatchOutcome.Succeeded) => "[green]✓[/]",
        (BatchCellState.Finished, _) => "[red]✗[/]",
        (BatchCellState.Preparing, _) => "[grey]…[/]",
        (BatchCellState.Running, _) => "[yellow]▶[/]",
        (BatchCellState.Verifying, _) => "[blue]?[/]",
        _ => "[grey]·[/]",
    };
}
