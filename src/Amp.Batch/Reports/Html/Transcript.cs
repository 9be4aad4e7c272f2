using Amp.Streaming;

namespace Amp.Batch.Reports.Html;

/// <summary>The beginning of what was said and done in a run.</summary>
/// <param name="Entries">In order: who or what (agent, tool, answer, failed, result, line), and the text.</param>
/// <param name="Note">Why there is none, or not all of it.</param>
internal sealed record Transcript(IReadOnlyList<(string Kind, string Text)> Entries, string? Note)
{
    // Of one entry: a tool that prints a book must not hide what comes after it.
    private const int LongestEntry = 4_000;

    public static async Task<Transcript> ReadAsync(BatchCellResult cell, string batchId, BatchStore? store, int longest, CancellationToken cancellationToken)
    {
        if (cell.Stream is not { } artifact || store is null)
        {
            return Without(cell, longest, cell.Stream is null ? "The stream was not kept: this is the agent's last text." : $"The stream is in {cell.Stream.File}: this is the agent's last text.");
        }

        try
        {
            var stream = store.OpenArtifact(batchId, artifact);
            if (stream is null)
            {
                return Without(cell, longest, $"{artifact.File} is gone: this is the agent's last text.");
            }

            await using (stream.ConfigureAwait(false))
            {
                var reader = new AmpStreamReader(stream);
                await using (reader.ConfigureAwait(false))
                {
                    return await ReadAsync(reader, artifact.File, longest, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
        {
            return Without(cell, longest, $"{artifact.File} cannot be read: {e.Message}");
        }
    }

    private static Transcript Without(BatchCellResult cell, int longest, string note) =>
        string.IsNullOrEmpty(cell.Text) ? new([], note.Replace(": this is the agent's last text", "", StringComparison.Ordinal)) : new([("agent", Shorten(cell.Text, longest))], note);

    private static async Task<Transcript> ReadAsync(AmpStreamReader reader, string file, int longest, CancellationToken cancellationToken)
    {
        var entries = new List<(string Kind, string Text)>();
        var room = longest;
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (var (kind, text) in EntriesOf(reader.Current))
            {
                if (room <= 0)
                {
                    return new(entries, $"The rest is in {file}.");
                }

                var shown = Shorten(text, Math.Min(room, LongestEntry));
                entries.Add((kind, shown));
                room -= shown.Length;
            }
        }

        return new(entries, null);
    }

    private static IEnumerable<(string Kind, string Text)> EntriesOf(AmpStreamItem item) => item switch
    {
        { Message: AssistantMessage message } => message.Content.Select(static block => block switch
        {
            TextBlock text => ("agent", text.Text),
            ThinkingBlock thinking => ("thinking", thinking.Thinking),
            ToolUseBlock tool => ("tool", $"{tool.Name} {tool.Input}"),
            _ => ("agent", $"[{block.GetType().Name}]"),
        }),
        { Message: UserMessage message } => message.Content.OfType<ToolResultBlock>().Select(static block => (block.IsError is true ? "failed" : "answer", block.Content ?? block.Json?.ToString() ?? "")),
        { Message: ResultMessage { IsError: true } message } => [("failed", message.Error ?? "The run failed.")],
        { Malformed: { } malformed } => [("line", $"A line that cannot be read: {malformed.Reason}")],
        { PlainText: { } text } => [("line", text)],
        _ => [],
    };

    private static string Shorten(string text, int longest) => text.Length <= longest ? text : SafeText.Cut(text, longest) + " …";
}
