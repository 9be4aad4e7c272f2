using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Amp.ServiceStandIn;

/// <summary>The scenarios that a prompt can ask for, by name. Safe for use by several threads.</summary>
public sealed class ScenarioBook
{
    private readonly ConcurrentDictionary<string, Scenario> _byName = new(StringComparer.Ordinal);

    /// <summary>Creates a book.</summary>
    /// <param name="scenarios">What it holds at first.</param>
    public ScenarioBook(params IEnumerable<Scenario> scenarios)
    {
        foreach (var scenario in scenarios)
        {
            Add(scenario);
        }
    }

    /// <summary>Gets every scenario, by name.</summary>
    public IReadOnlyList<Scenario> All => [.. _byName.Values.OrderBy(scenario => scenario.Name, StringComparer.Ordinal)];

    /// <summary>Every scenario that comes with the stand-in.</summary>
    public static ScenarioBook Standard() =>
        new([.. Conversations.All, .. ToolConversations.All, .. FunctionConversations.All, .. PermissionConversations.All, .. ModelFailures.All]);

    /// <summary>Adds a scenario, also while the service runs. It replaces one of the same name.</summary>
    public void Add(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        _byName[scenario.Name] = scenario;
    }

    internal bool TryGet(string name, [NotNullWhen(true)] out Scenario? scenario) => _byName.TryGetValue(name, out scenario);
}
