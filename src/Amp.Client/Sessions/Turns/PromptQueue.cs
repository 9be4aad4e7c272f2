namespace Amp.Client.Sessions.Turns;

/// <summary>The prompts of one session that wait: by priority, and among equals in the order in which they came. The session's gate guards it; the count may be read by all.</summary>
internal sealed class PromptQueue
{
    private readonly Queue<PendingPrompt>[] _byPriority = [.. Enum.GetValues<AmpPromptPriority>().Select(static _ => new Queue<PendingPrompt>())];
    private volatile int _count;

    public int Count => _count;

    public void Add(PendingPrompt prompt)
    {
        _byPriority[(int)prompt.Priority].Enqueue(prompt);
        _count++;
    }

    /// <summary>How many come before one that is added now.</summary>
    public int CountBefore(AmpPromptPriority priority) => _byPriority.Skip((int)priority).Sum(static queue => queue.Count);

    /// <summary>The one that <see cref="Take"/> gives next.</summary>
    public PendingPrompt? Peek() => _byPriority.LastOrDefault(static queue => queue.Count > 0)?.Peek();

    public PendingPrompt? Take()
    {
        for (var i = _byPriority.Length - 1; i >= 0; i--)
        {
            if (_byPriority[i].TryDequeue(out var prompt))
            {
                _count--;
                return prompt;
            }
        }

        return null;
    }
}
