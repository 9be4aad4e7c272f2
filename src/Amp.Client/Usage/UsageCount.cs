using System.Globalization;

namespace Amp.Client.Usage;

/// <summary>Makes a report of what was counted.</summary>
internal sealed class UsageCount
{
    private readonly UsageSum _total = new();
    private readonly Dictionary<string, UsageSum> _threads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UsageSum> _models = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UsageSum> _tools = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UsageSum> _days = new(StringComparer.Ordinal);
    private readonly TimeZoneInfo _timeZone;

    private UsageCount(TimeZoneInfo timeZone) => _timeZone = timeZone;

    public static AmpUsageReport Of(IReadOnlyDictionary<string, CountedThread> threads, TimeZoneInfo timeZone, IReadOnlyList<string> problems)
    {
        var count = new UsageCount(timeZone);
        foreach (var (id, thread) in threads)
        {
            // What a sub-agent used, its own thread tells better; its tool is charged all the same, and only here.
            foreach (var call in thread.Calls)
            {
                count.Add(id, call, isCountedElsewhere: call.SubagentThread is { } sub && sub != id && threads.GetValueOrDefault(sub) is { IsKept: true });
            }

            count.Add(id, thread);
        }

        return new()
        {
            Total = count._total.ToRow("total"),
            Threads = Rows(count._threads),
            Models = Rows(count._models),
            Tools = [.. count._tools.OrderByDescending(static row => row.Value.ToolCalls).ThenBy(static row => row.Key, StringComparer.Ordinal).Select(static row => row.Value.ToRow(row.Key))],
            Days = [.. count._days.OrderBy(static row => row.Key, StringComparer.Ordinal).Select(static row => row.Value.ToRow(row.Key))],
            Problems = problems,
        };
    }

    private static IReadOnlyList<AmpUsageRow> Rows(Dictionary<string, UsageSum> sums) =>
        [.. sums.OrderByDescending(static row => row.Value.Credits).ThenByDescending(static row => row.Value.Tokens).ThenBy(static row => row.Key, StringComparer.Ordinal).Select(static row => row.Value.ToRow(row.Key))];

    private void Add(string thread, UsedCall call, bool isCountedElsewhere)
    {
        if (call.Tool is { } tool)
        {
            Of(_tools, tool).Add(call);
        }

        if (!isCountedElsewhere)
        {
            _total.Add(call);
            Of(_threads, thread).Add(call);
            Of(_models, call.Model ?? AmpUsageRow.Unknown).Add(call);
            Of(_days, Day(call.Time)).Add(call);
        }
    }

    private void Add(string id, CountedThread thread)
    {
        var sum = Of(_threads, id);
        foreach (var turn in thread.Turns)
        {
            _total.Add(turn);
            sum.Add(turn);
            Of(_days, Day(turn.Time)).Add(turn);
        }

        foreach (var call in thread.ModelTimes)
        {
            Of(_models, call.Model ?? AmpUsageRow.Unknown).Add(call);
        }

        foreach (var tool in thread.Tools)
        {
            _total.Add(tool, withTime: false);
            sum.Add(tool, withTime: false);
            Of(_tools, tool.Name).Add(tool, withTime: true);
        }
    }

    private static UsageSum Of(Dictionary<string, UsageSum> sums, string key)
    {
        if (!sums.TryGetValue(key, out var sum))
        {
            sums[key] = sum = new();
        }

        return sum;
    }

    private string Day(DateTimeOffset? time) =>
        time is { } known ? TimeZoneInfo.ConvertTime(known, _timeZone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : AmpUsageRow.Unknown;
}
