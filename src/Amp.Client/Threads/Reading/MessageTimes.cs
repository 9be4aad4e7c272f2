namespace Amp.Client.Threads;

/// <summary>Finds the time of each message: what it says, else the ledger, else its usage, else between its neighbours.</summary>
internal sealed class MessageTimes
{
    // 40 bytes a message: the only thing that grows with the number of messages while a thread is read one by one.
    private readonly List<(long? Id, DateTimeOffset? SentAt, DateTimeOffset? Usage)> _messages = [];

    public void Add(MessageSkim message) => _messages.Add((message.MessageId, message.SentAt, message.UsageTime));

    public IReadOnlyList<MessageTime> Resolve(DateTimeOffset? created, IReadOnlyList<AmpUsageEntry> ledger)
    {
        var charged = new Dictionary<long, DateTimeOffset>();
        foreach (var entry in ledger.Where(UsageLedger.IsInference))
        {
            if (entry is { ToMessageId: { } id, Timestamp: { } time })
            {
                charged.TryAdd(id, time);
            }
        }

        var times = new MessageTime[_messages.Count];
        for (var i = 0; i < times.Length; i++)
        {
            var (id, sentAt, usage) = _messages[i];
            times[i] = sentAt is not null ? MessageTime.Of(sentAt, AmpTimestampSource.SentAt)
                : id is { } known && charged.TryGetValue(known, out var time) ? MessageTime.Of(time, AmpTimestampSource.Ledger)
                : MessageTime.Of(usage, AmpTimestampSource.Usage);
        }

        FillGaps(times, created);
        return times;
    }

    private static void FillGaps(MessageTime[] times, DateTimeOffset? created)
    {
        // The thread's creation is the place before the first message.
        var before = -1;
        var known = created;
        for (var i = 0; i <= times.Length; i++)
        {
            if (i < times.Length && times[i].Time is null)
            {
                continue;
            }

            var next = i < times.Length ? times[i].Time : null;
            for (var gap = Math.Max(before + 1, 0); gap < i; gap++)
            {
                // After the last known time nothing tells how long it took: it stays.
                var time = (known, next) switch
                {
                    ({ } from, { } to) => from + ((to - from) * ((double)(gap - before) / (i - before))),
                    var (from, to) => from ?? to,
                };
                times[gap] = MessageTime.Of(time, AmpTimestampSource.Interpolated);
            }

            (before, known) = (i, next);
        }
    }
}
