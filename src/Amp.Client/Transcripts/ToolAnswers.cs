using Amp.Streaming;

namespace Amp.Client.Transcripts;

/// <summary>What tools answered, by the id of the call. The last answer counts.</summary>
internal sealed class ToolAnswers
{
    private readonly Dictionary<string, (ToolResultBlock? Told, AmpThreadToolResult? Kept)> _answers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _calls = new(StringComparer.Ordinal);

    public void Take(IReadOnlyList<ContentBlock> content, IReadOnlyList<AmpThreadToolResult> kept)
    {
        foreach (var block in content)
        {
            if (block is ToolUseBlock call)
            {
                _calls.Add(call.Id);
            }
            else if (block is ToolResultBlock told)
            {
                _answers[told.ToolUseId] = (told, null);
            }
        }

        foreach (var result in kept)
        {
            _answers[result.ToolUseId] = (_answers.GetValueOrDefault(result.ToolUseId).Told, result);
        }
    }

    /// <summary>The calls of a message, and its answers to calls that nobody made.</summary>
    public IReadOnlyList<AmpTranscriptToolCall> In(IReadOnlyList<ContentBlock> content)
    {
        List<AmpTranscriptToolCall>? calls = null;
        foreach (var block in content)
        {
            if (block is ToolUseBlock call)
            {
                (calls ??= []).Add(Join(call.Id, call));
            }
            else if (block is ToolResultBlock answer && !_calls.Contains(answer.ToolUseId))
            {
                (calls ??= []).Add(Join(answer.ToolUseId, call: null));
            }
        }

        return calls ?? (IReadOnlyList<AmpTranscriptToolCall>)[];
    }

    private AmpTranscriptToolCall Join(string id, ToolUseBlock? call)
    {
        var (told, kept) = _answers.GetValueOrDefault(id);
        var answer = ToolAnswer.Of(told, kept);
        return new(id)
        {
            Name = call?.Name ?? kept?.ToolName,
            Input = call?.Input,
            Status = kept?.Status ?? (told is null ? null : told.IsError is true ? AmpToolRunStatus.Error : AmpToolRunStatus.Done),
            Output = answer.Output,
            ExitCode = told?.ReadExitCode(),
            Diff = answer.Diff ?? (call is null ? null : EditDiff.Of(call)),
            IsError = kept?.IsError ?? told?.IsError is true,
        };
    }
}
