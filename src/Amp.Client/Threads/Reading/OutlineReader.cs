using System.Text.Json;
using Amp.Streaming;
using Microsoft.Win32.SafeHandles;

namespace Amp.Client.Threads;

/// <summary>Reads a thread's file once, from its first byte to its last, and keeps no message of it.</summary>
internal sealed class OutlineReader
{
    private const int LongestTitle = 200;

    private readonly OutlineScope _scope;
    private readonly MessageTimes _times = new();
    private readonly List<KeyValuePair<string, RawJson>> _rest = [];
    private readonly List<string> _models = [];
    private AmpThreadInfo _info;
    private AmpThreadId? _id;
    private AmpThreadProblem? _problem;
    private IReadOnlyList<AmpUsageEntry> _ledger = [];
    private string? _firstPrompt;

    private OutlineReader(ThreadFileStat stat, OutlineScope scope)
    {
        _scope = scope;
        _id = ThreadFolder.IdOf(stat.Path);
        _info = new() { Id = default, LastActivity = stat.LastWritten };
    }

    /// <summary>Reads it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="stat">What the system says of it.</param>
    /// <param name="maxPartBytes">How large a message or a field may be that is looked into.</param>
    /// <param name="scope">How much is wanted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask<ThreadOutline> ReadAsync(SafeFileHandle file, ThreadFileStat stat, int maxPartBytes, OutlineScope scope, CancellationToken cancellationToken)
    {
        var outline = new OutlineReader(stat, scope);
        using var parts = new ThreadPartReader(file, maxPartBytes, mayBlock: scope is OutlineScope.Listing);   // a listing has threads of its own
        while (await parts.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            outline.Take(parts.Current);
        }

        return outline.End(parts);
    }

    private void Take(ThreadPart part)
    {
        try
        {
            if (part.IsMessage)
            {
                TakeMessage(_scope is OutlineScope.Times ? MessageSkim.OfTimes(part.Json.Span) : MessageSkim.Of(part.Json.Span, part.IsCut, wantsText: _firstPrompt is null));
            }
            else if (part.IsCut)
            {
                _problem ??= new(AmpThreadProblemKind.TooLarge, $"The field at byte {part.Offset} is larger than what is read of one.");
            }
            else
            {
                TakeField(part);
            }
        }
        catch (Exception e) when (ThreadJson.IsInvalid(e))
        {
            // The next part may be whole.
            _problem ??= new(AmpThreadProblemKind.Corrupt, part.IsMessage ? $"Message {part.Index}, at byte {part.Offset}, is not valid." : $"The field at byte {part.Offset} is not valid.");
            if (part.IsMessage)
            {
                TakeMessage(default);
            }
        }
    }

    private void TakeMessage(MessageSkim message)
    {
        var isUser = message.Role is "user";
        if (isUser)
        {
            _firstPrompt ??= message.FirstText;
        }

        if (message.Model is { } model && !_models.Contains(model, StringComparer.Ordinal))
        {
            _models.Add(model);
        }

        if (_scope is not OutlineScope.Listing)
        {
            _times.Add(message);
        }

        _info = _info with
        {
            MessageCount = _info.MessageCount + 1,
            PromptCount = _info.PromptCount + (isUser && message.ToolResults == 0 ? 1 : 0),
            AssistantMessageCount = _info.AssistantMessageCount + (message.Role is "assistant" ? 1 : 0),
            ToolCallCount = _info.ToolCallCount + message.ToolCalls,
            Activity = ActivityAfter(message),
        };
    }

    private void TakeField(ThreadPart part)
    {
        using var json = JsonDocument.Parse(part.Json, ThreadJson.DocumentOptions);
        var value = json.RootElement;
        switch (part.Name)
        {
            case "id":
                _id = AmpThreadId.TryParse(ThreadJson.Text(value), null, out var id) ? id : _id;
                break;
            case "title" when ThreadJson.Text(value) is { } title:
                _info = _info with { Title = title, IsTitled = !string.IsNullOrWhiteSpace(title) };
                break;
            case "created" when value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var created):
                _info = _info with { Created = ThreadJson.Time(created) };
                break;
            case "v" when value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var version):
                _info = _info with { Version = version };
                break;
            case "agentMode" when ThreadJson.Text(value) is { } mode:
                _info = _info with { AgentMode = mode };
                break;
            case "env":
                var environment = ThreadFields.Environment(value);
                _info = _info with { Environment = environment, WorkingDirectory = ThreadFields.WorkingDirectory(value, environment) };
                break;
            case "relationships" when value.ValueKind is JsonValueKind.Array:
                _info = _info with { Relationships = ThreadFields.Relationships(value) };
                break;
            case "mainThreadID" when AmpThreadId.TryParse(ThreadJson.Text(value), null, out var main):
                _info = _info with { MainThreadId = main };
                break;
            case "originThreadID" when AmpThreadId.TryParse(ThreadJson.Text(value), null, out var origin):
                _info = _info with { OriginThreadId = origin };
                break;
            case "forkPointIndex" when value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var fork):
                _info = _info with { ForkPointIndex = fork };
                break;
            case "usageLedger" when value.ValueKind is JsonValueKind.Object:
                _ledger = _scope is not OutlineScope.Listing ? UsageLedger.Read(value) : [];
                break;
            case "messages":
                _problem ??= new(AmpThreadProblemKind.Corrupt, "Its messages are not a list.");
                break;
            case "nextMessageId":
                break;
            default:
                if (_scope is OutlineScope.Whole)
                {
                    _rest.Add(new(part.Name!, ThreadJson.Raw(value)));
                }

                break;
        }
    }

    private ThreadOutline End(ThreadPartReader parts)
    {
        var problem = parts.Problem ?? _problem;
        if (problem is null && !parts.HasMessages)
        {
            problem = new(AmpThreadProblemKind.Foreign, "It is a JSON object, but has no messages.");
        }
        else if (_id is null && problem?.Kind is not (AmpThreadProblemKind.Empty or AmpThreadProblemKind.Foreign))
        {
            problem = new(AmpThreadProblemKind.Foreign, "Neither the file nor its name has the id of a thread.");
        }

        var isThread = _id is not null && parts.HasMessages;
        return new()
        {
            Info = isThread ? _info with { Id = _id!.Value, Title = _info.IsTitled ? _info.Title : Title(_firstPrompt), Models = _models } : null,
            Problem = problem,
            IsWhole = isThread && parts.Problem is null,
            Times = isThread && _scope is not OutlineScope.Listing ? _times.Resolve(_info.Created, _ledger) : [],
            Ledger = _ledger,
            AdditionalProperties = _rest,
        };
    }

    private static string? Title(string? prompt)
    {
        if (prompt is null)
        {
            return null;
        }

        var line = prompt.AsSpan().Trim();
        line = line.IndexOfAny('\r', '\n') is >= 0 and var end ? line[..end].TrimEnd() : line;

        // Not between the halves of a pair.
        var length = line.Length <= LongestTitle ? line.Length : char.IsHighSurrogate(line[LongestTitle - 1]) ? LongestTitle - 1 : LongestTitle;
        return line[..length].ToString();
    }

    private static AmpThreadActivity ActivityAfter(MessageSkim message) => message switch
    {
        { IsBlocked: true } => AmpThreadActivity.WaitingForUser,
        { State: "cancelled" } or { IsCancelled: true } => AmpThreadActivity.Interrupted,
        { State: "error" } => AmpThreadActivity.Failed,
        { Role: "assistant", ToolCalls: 0, State: "complete" } or { Role: "info" } => AmpThreadActivity.Idle,
        _ => AmpThreadActivity.Running,
    };
}
