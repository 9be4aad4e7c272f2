namespace Amp.Client.Sessions.Turns;

/// <summary>A prompt that waits for its turn, as it was given. The log has it without secrets.</summary>
internal sealed class PendingPrompt(string id, AmpPrompt prompt, AmpPromptPriority priority)
{
    private readonly TaskCompletionSource<AmpTurnEndedEvent> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id { get; } = id;

    public AmpPrompt Prompt { get; } = prompt;

    public AmpPromptPriority Priority { get; } = priority;

    public bool IsStarted { get; set; }

    public Task<AmpTurnEndedEvent> Completion => _completion.Task;

    public void Complete(AmpTurnEndedEvent ended) => _completion.TrySetResult(ended);

    public void Fail(Exception failure)
    {
        _completion.TrySetException(failure);
        _ = _completion.Task.Exception;   // nobody has to look
    }

    public void Abandon() => _completion.TrySetCanceled();
}
