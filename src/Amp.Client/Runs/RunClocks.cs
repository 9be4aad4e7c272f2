using Amp.Streaming;

namespace Amp.Client.Runs;

/// <summary>Says how long the next line may take, and which clock says so.</summary>
/// <remarks>
/// Counts only while somebody waits for a line, so that a slow reader is never mistaken for a silent CLI. The total clock does not
/// belong here: it runs whether anybody reads or not.
/// </remarks>
internal sealed class RunClocks(RunSettings settings)
{
    private readonly HashSet<string> _openTools = [];
    private bool _hasOutput;

    /// <summary>Whether a tool was called whose answer has not come.</summary>
    public bool IsToolOpen => _openTools.Count > 0;

    /// <summary>Whether the agent's last answer broke off: the token limit, a refusal, or an interruption.</summary>
    public bool IsCutOff { get; private set; }

    public (AmpClock Clock, TimeSpan Limit) Current => !_hasOutput ? (AmpClock.FirstOutput, settings.FirstOutputTimeout)
        : IsToolOpen ? (AmpClock.Tool, settings.ToolTimeout)
        : (AmpClock.Idle, settings.IdleTimeout);

    /// <summary>A new turn begins: what was open in the one before no longer counts.</summary>
    public void BeginTurn()
    {
        _openTools.Clear();
        IsCutOff = false;
    }

    public void Saw(AmpMessage? message)
    {
        _hasOutput = true;
        if (message is AssistantMessage assistant)
        {
            foreach (var call in assistant.Content.OfType<ToolUseBlock>())
            {
                _openTools.Add(call.Id);
            }

            IsCutOff = assistant is { StopReason: null, ParentToolUseId: null } && !IsToolOpen;
        }
        else if (message is UserMessage user)
        {
            foreach (var answer in user.Content.OfType<ToolResultBlock>())
            {
                _openTools.Remove(answer.ToolUseId);
            }

            IsCutOff = false;
        }
    }
}
