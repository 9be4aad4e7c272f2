namespace Amp.Client.Threads;

/// <summary>Gives each message what it was charged: the ledger's entries that lead to it, or its own usage when the ledger has none. Each entry once.</summary>
internal sealed class Charges
{
    private readonly Dictionary<long, List<AmpUsageEntry>> _byMessage = [];
    private readonly List<AmpUsageEntry> _others = [];
    private decimal? _sincePrompt;

    public Charges(IReadOnlyList<AmpUsageEntry> ledger)
    {
        foreach (var entry in ledger)
        {
            if (entry.ToMessageId is not { } id)
            {
                _others.Add(entry);
            }
            else if (_byMessage.TryGetValue(id, out var entries))
            {
                entries.Add(entry);
            }
            else
            {
                _byMessage[id] = [entry];
            }
        }
    }

    /// <summary>The ledger's entries that lead to no message that was asked for so far.</summary>
    public IEnumerable<AmpUsageEntry> Unclaimed => _others.Concat(_byMessage.Values.SelectMany(static entries => entries));

    /// <param name="message">The next message, read.</param>
    /// <param name="credits">The credits that it says it cost.</param>
    /// <param name="sincePrompt">The credits that it says the turn has cost so far.</param>
    public IReadOnlyList<AmpUsageEntry> Of(AmpThreadMessage message, decimal? credits, decimal? sincePrompt)
    {
        // What the turn has cost is a sum that grows: what is new in it is this message's.
        credits ??= sincePrompt is { } sum ? sum - (_sincePrompt is { } earlier && earlier <= sum ? earlier : 0) : null;
        _sincePrompt = message.Role == AmpThreadRole.User && message.ToolResults.Count == 0 ? null : sincePrompt ?? _sincePrompt;

        List<AmpUsageEntry>? entries = null;
        if (message.MessageId is { } id && _byMessage.Remove(id, out entries) && entries.FindIndex(UsageLedger.IsInference) is >= 0 and var own)
        {
            entries[own] = entries[own] with
            {
                Model = entries[own].Model ?? message.Model,
                CacheCreationInputTokens = entries[own].CacheCreationInputTokens ?? message.Usage?.CacheCreationInputTokens,
                CacheReadInputTokens = entries[own].CacheReadInputTokens ?? message.Usage?.CacheReadInputTokens,
                IsCacheFromMessage = entries[own] is { CacheCreationInputTokens: null, CacheReadInputTokens: null } && message.Usage is not null,
            };
        }
        else if (message.Usage is not null)
        {
            (entries ??= []).Add(UsageLedger.Of(message, credits));
        }

        return entries ?? (IReadOnlyList<AmpUsageEntry>)[];
    }
}
