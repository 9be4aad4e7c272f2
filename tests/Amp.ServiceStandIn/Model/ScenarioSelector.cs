using System.Text.RegularExpressions;

namespace Amp.ServiceStandIn;

/// <summary>
/// Finds the turn that a conversation is at: the last user text with a marker names the scenario, and the model's answers after
/// it are counted. So one stand-in serves many runs at once, and remembers none of them.
/// </summary>
internal sealed partial class ScenarioSelector(ScenarioBook book, string defaultScenario)
{
    public ScenarioStep Select(IReadOnlyList<ModelMessage> messages)
    {
        for (var at = messages.Count - 1; at >= 0; at--)
        {
            if (messages[at].IsUser && NamedIn(string.Join('\n', messages[at].Texts)) is { } named)
            {
                return StepOf(named, messages, at);
            }
        }

        var lastText = messages.Count - 1;
        while (lastText >= 0 && !(messages[lastText].IsUser && messages[lastText].Texts.Any(text => text.Length > 0)))
        {
            lastText--;
        }

        return book.TryGet(defaultScenario, out var scenario)
            ? StepOf(scenario, messages, lastText)
            : throw new InvalidOperationException($"There is no scenario '{defaultScenario}' to answer a prompt without a marker.");
    }

    private static ScenarioStep StepOf(Scenario scenario, IReadOnlyList<ModelMessage> messages, int at)
    {
        var step = messages.Skip(at + 1).Count(message => !message.IsUser);
        return new ScenarioStep(scenario.Name, step, scenario.TurnAt(step));
    }

    private Scenario? NamedIn(string text)
    {
        Scenario? last = null;
        foreach (var match in Marker().EnumerateMatches(text))
        {
            if (book.TryGet(text.Substring(match.Index + 2, match.Length - 2), out var scenario))
            {
                last = scenario;
            }
        }

        return last;
    }

    [GeneratedRegex("@@[A-Za-z0-9_]+")]
    private static partial Regex Marker();
}
