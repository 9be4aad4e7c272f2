using Amp.Streaming;

namespace Amp.Client.Transcripts;

/// <summary>Makes transcripts, and puts each answer of a tool beside its call.</summary>
internal static class TranscriptMaking
{
    private const int LongestTitle = 200;

    public static AmpTranscript Of(AmpThread thread)
    {
        var answers = new ToolAnswers();
        foreach (var message in thread.Messages)
        {
            answers.Take(message.Content, message.ToolResults);
        }

        return new()
        {
            Source = AmpTranscriptSource.Thread,
            ThreadId = thread.Info.Id,
            Title = thread.Info.Title,
            Created = thread.Info.Created,
            WorkingDirectory = thread.Info.WorkingDirectory,
            AgentMode = thread.Info.AgentMode,
            Thread = thread,
            Entries = [.. thread.Messages.Select(message => EntryOf(message, answers))],
            Problems = [.. ProblemsOf(thread)],
        };
    }

    public static AmpTranscript Of(IReadOnlyList<AmpMessage> messages, IReadOnlyList<string> problems)
    {
        var answers = new ToolAnswers();
        foreach (var message in messages)
        {
            answers.Take(ContentOf(message), []);
        }

        var entries = messages.Select(message => EntryOf(message, answers)).OfType<AmpTranscriptEntry>().ToList();
        var start = messages.OfType<SystemMessage>().FirstOrDefault();
        var prompt = entries.FirstOrDefault(static entry => entry.Role == AmpThreadRole.User && entry.ParentToolUseId is null && entry.Text.Length > 0)?.Text;
        return new()
        {
            Source = AmpTranscriptSource.Stream,
            ThreadId = AmpThreadId.TryParse(messages.Select(static message => message.SessionId).OfType<string>().FirstOrDefault(), null, out var id) ? id : (AmpThreadId?)null,
            Title = prompt is null ? null : FirstLine(prompt),
            WorkingDirectory = start?.Cwd,
            AgentMode = start?.AgentMode,
            Entries = entries,
            Outcome = messages.OfType<ResultMessage>().LastOrDefault(),
            Messages = messages,
            Problems = problems,
        };
    }

    private static AmpTranscriptEntry EntryOf(AmpThreadMessage message, ToolAnswers answers) => new()
    {
        Role = message.Role,
        Content = message.Content,
        ToolCalls = answers.In(message.Content),
        Summaries = message.Summaries,
        Timestamp = message.Timestamp,
        TimestampSource = message.TimestampSource,
        Model = message.Model,
        Usage = message.Usage,
        StopReason = message.StopReason,
        Error = message.Error ?? message.Problem?.Reason,
    };

    private static AmpTranscriptEntry? EntryOf(AmpMessage message, ToolAnswers answers) => message switch
    {
        UserMessage user => new() { Role = AmpThreadRole.User, Content = user.Content, ToolCalls = answers.In(user.Content), ParentToolUseId = user.ParentToolUseId },
        AssistantMessage assistant => new()
        {
            Role = AmpThreadRole.Assistant,
            Content = assistant.Content,
            ToolCalls = answers.In(assistant.Content),
            Model = assistant.Model,
            Usage = assistant.Usage,
            StopReason = assistant.StopReason,
            ParentToolUseId = assistant.ParentToolUseId,
        },
        ResultMessage { IsError: true } failed => new() { Role = AmpThreadRole.Info, Error = failed.Error ?? failed.Subtype ?? "The run failed." },
        _ => null,
    };

    private static IReadOnlyList<ContentBlock> ContentOf(AmpMessage message) => message switch
    {
        UserMessage user => user.Content,
        AssistantMessage assistant => assistant.Content,
        _ => [],
    };

    private static IEnumerable<string> ProblemsOf(AmpThread thread) =>
        thread.Messages.Where(static message => message.Problem is not null).Select(static message => message.Problem!.Reason)
            .Prepend(thread.Problem?.Reason).OfType<string>().Distinct();

    private static string FirstLine(string text)
    {
        var line = text.AsSpan().Trim();
        line = line.IndexOfAny('\r', '\n') is >= 0 and var end ? line[..end] : line;

        // Not between the halves of a pair.
        return line.Length <= LongestTitle ? line.ToString() : string.Concat(line[..(char.IsHighSurrogate(line[LongestTitle - 1]) ? LongestTitle - 1 : LongestTitle)].TrimEnd(), "…");
    }
}
