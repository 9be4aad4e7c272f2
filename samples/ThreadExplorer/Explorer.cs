using System.Globalization;
using Amp.Client;
using Amp.Streaming;

namespace ThreadExplorer;

/// <summary>Does what the command line asks for.</summary>
internal sealed class Explorer(CommandLine line, AmpThreadCatalog threads)
{
    private static readonly TextWriter Out = Console.Out;

    public static Explorer Of(CommandLine line)
    {
        IAmpThreadStore files = new AmpLocalThreadStore(line.Folder is null ? null : new() { Roots = [new(line.Folder, AmpThreadRootKind.Cli, "folder")] });
        return new(line, new AmpThreadCatalog(files, line.AsksCli ? new AmpClient().Commands.Threads : null));
    }

    public Task<int> RunAsync(CancellationToken cancellationToken) => line.Command switch
    {
        "list" => ListAsync(cancellationToken),
        "show" => ShowAsync(cancellationToken),
        "watch" => WatchAsync(cancellationToken),
        "export" => ExportAsync(cancellationToken),
        "search" => SearchAsync(cancellationToken),
        _ => UsageAsync(cancellationToken),
    };

    private async Task<int> ListAsync(CancellationToken cancellationToken)
    {
        var table = new Table("Thread", "Last activity", "Messages", "State", "Title", "Folder", "Told by");
        var (count, problems) = (0, new List<string>());
        await foreach (var entry in threads.ListAsync(new() { WrittenSince = line.Since }, cancellationToken: cancellationToken))
        {
            if (entry.Problem is { } problem)
            {
                problems.Add(problem);
            }

            if (entry.Id is { } id)
            {
                count++;
                table.Add(
                    id.Value, entry.LastActivity is { } time ? Time(time.Value) : Table.Cell(entry.Cli?.Age, 20), Number(entry.MessageCount?.Value), entry.File?.Thread?.Activity.ToString() ?? "",
                    Table.Cell(entry.Title?.Value, 50), Table.Cell(entry.WorkingDirectory?.Value, 40), entry.File is null ? "CLI" : entry.Cli is null ? "file" : "file, CLI");
            }
        }

        if (count > 0)
        {
            table.Print(Out);
        }

        problems.ForEach(problem => Console.Error.WriteLine($"! {problem}"));
        return count > 0 ? 0 : NothingThere();
    }

    private async Task<int> ShowAsync(CancellationToken cancellationToken)
    {
        var transcript = await TranscriptAsync(cancellationToken);
        Out.WriteLine($"{Table.Cell(transcript.Title, 200)}  ({transcript.ThreadId?.Value ?? "no thread"})");
        foreach (var entry in transcript.Entries)
        {
            if (entry.Text.Length > 0 || entry.Error is not null)
            {
                Out.WriteLine($"\n{entry.Role}{(entry.Timestamp is { } time ? $"  {Time(time)}" : "")}{(entry.Model is { } model ? $"  {model}" : "")}");
                Out.WriteLine(Clean(entry.Text + entry.Error));
            }

            foreach (var call in entry.ToolCalls)
            {
                Out.WriteLine($"  > {Table.Cell(call.Name, 40)} {Table.Cell(call.Input?.ToString(), 100)}: {call.Status?.Value ?? "no answer"}");
            }
        }

        foreach (var problem in transcript.Problems)
        {
            Console.Error.WriteLine($"! {problem}");
        }

        return 0;
    }

    private async Task<int> WatchAsync(CancellationToken cancellationToken)
    {
        var wanted = line.Words is [var id] ? AmpThreadId.Parse(id) : (AmpThreadId?)null;
        Console.Error.WriteLine("Watching. Ctrl+C ends it.");
        await foreach (var change in threads.Files.WatchAsync(new() { Thread = wanted }, cancellationToken))
        {
            var what = change switch
            {
                { Message: { } message } => $"{message.Role}: {Table.Cell(message.Text.Length > 0 ? message.Text : string.Join(", ", message.Content.OfType<ToolUseBlock>().Select(call => call.Name)), 120)}",
                { Thread: { } thread } => $"{thread.Activity}: {Table.Cell(thread.Title, 80)}",
                { Problem: { } problem } => $"{change.Path}: {problem.Reason}",
                _ => "",
            };
            Out.WriteLine($"{DateTime.Now:HH:mm:ss} {change.ThreadId?.Value} {change.Kind} {what}".TrimEnd());
        }

        return 0;
    }

    private async Task<int> ExportAsync(CancellationToken cancellationToken)
    {
        var transcript = await TranscriptAsync(cancellationToken);
        var format = line.Words[1] switch { "html" => AmpTranscriptFormat.Html, "md" => AmpTranscriptFormat.Markdown, _ => AmpTranscriptFormat.JsonLines };
        await using var output = line.Words.Count > 2 ? File.Create(line.Words[2]) : Console.OpenStandardOutput();
        await transcript.WriteAsync(output, format, cancellationToken: cancellationToken);
        return 0;
    }

    private async Task<int> SearchAsync(CancellationToken cancellationToken)
    {
        var query = new AmpThreadQuery { Text = string.Join(' ', line.Words), Tool = line.Tool, Path = line.Path, Since = line.Since };
        var count = 0;
        await foreach (var hit in threads.Files.SearchAsync(query, cancellationToken))
        {
            if (hit.Problem is { } problem)
            {
                Console.Error.WriteLine($"! {hit.Thread.Id.Value}: {problem.Reason}");
                continue;
            }

            count++;
            Out.WriteLine($"{hit.Thread.Id.Value} {(hit.MessageIndex is { } index ? $"#{index} {hit.ToolName ?? hit.Role?.Value}" : "title")}: {hit.Snippet}");
        }

        Console.Error.WriteLine(count == 0 ? "Nothing found." : $"{count} found.");
        return count == 0 ? 1 : 0;
    }

    private async Task<int> UsageAsync(CancellationToken cancellationToken)
    {
        var report = line.Words.Count > 0
            ? AmpUsageReport.Of(await TranscriptAsync(cancellationToken))
            : await AmpUsageReport.ReadAsync(threads.Files, new() { WrittenSince = line.Since }, cancellationToken: cancellationToken);
        foreach (var (name, rows) in new[] { ("Thread", report.Threads), ("Model", report.Models), ("Tool", report.Tools), ("Day", report.Days), ("Total", [report.Total]) })
        {
            var table = new Table(name, "Calls", "Input", "Output", "Cache read", "Credits", "Time", "From");
            foreach (var row in rows)
            {
                table.Add(
                    Table.Cell(row.Key, 50), Number(name == "Tool" ? row.ToolCalls : row.ModelCalls), Number(row.InputTokens?.Value), Number(row.OutputTokens?.Value), Number(row.CacheReadInputTokens?.Value),
                    row.Credits is { } credits ? credits.Value.ToString("0.##", CultureInfo.InvariantCulture) : "-", row.Duration is { } time ? time.Value.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture) : "-",
                    (row.InputTokens?.Sources ?? row.Duration?.Sources)?.ToString() ?? "-");
            }

            table.Print(Out);
            Out.WriteLine();
        }

        foreach (var problem in report.Problems)
        {
            Console.Error.WriteLine($"! {problem}");
        }

        return report.Threads.Count > 0 ? 0 : NothingThere();
    }

    // A thread by its id, or whatever a file holds.
    private async Task<AmpTranscript> TranscriptAsync(CancellationToken cancellationToken)
    {
        var word = line.Words[0];
        return File.Exists(word) ? await AmpTranscript.ReadAsync(word, cancellationToken)
            : AmpThreadId.TryParse(word, null, out var id) ? AmpTranscript.Of((await threads.ReadAsync(id, cancellationToken: cancellationToken)).Value)
            : throw new FileNotFoundException($"{word} is neither the id of a thread (T-…) nor a file.");
    }

    private int NothingThere()
    {
        Console.Error.WriteLine("There are no threads. Looked into:");
        foreach (var root in (threads.Files as AmpLocalThreadStore)?.Roots ?? [])
        {
            Console.Error.WriteLine($"  {root.Folder}");
        }

        Console.Error.WriteLine("Run the agent first (`amp`), name another folder with --folder, or ask the CLI with --cli: newer ones keep threads on the server only.");
        return 1;
    }

    private static string Clean(string text) => new([.. text.Select(character => char.IsControl(character) && character is not ('\n' or '\t') ? ' ' : character)]);

    private static string Number(long? number) => number is { } known ? known.ToString("N0", CultureInfo.InvariantCulture) : "-";

    private static string Time(DateTimeOffset time) => time.LocalDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
