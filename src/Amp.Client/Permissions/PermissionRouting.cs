using System.Text.Json;

namespace Amp.Client.Permissions;

/// <summary>Turns the rules of a run into rules that bring to the broker what the handler is to decide on.</summary>
/// <param name="scope">What that is.</param>
/// <param name="broker">The broker's program.</param>
/// <param name="subagentBroker">The same for calls of sub-agents.</param>
internal sealed class PermissionRouting(AmpPermissionScope scope, string broker, string subagentBroker)
{
    /// <summary>The rules for what no other rule decides on: first those for sub-agents, which CLI 0.0.1767830505 alone tells apart.</summary>
    public IReadOnlyList<JsonElement> Last { get; } =
    [
        (AmpPermissionRule.Delegate("*", subagentBroker) with { Context = AmpPermissionContext.Subagent }).ToJson(),
        AmpPermissionRule.Delegate("*", broker).ToJson(),
    ];

    /// <summary>Writes a rule, or what stands in its place.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="routing">What to put in its place; <see langword="null"/> for nothing.</param>
    public static void Write(Utf8JsonWriter json, JsonElement rule, PermissionRouting? routing)
    {
        if (routing is null)
        {
            rule.WriteTo(json);
        }
        else
        {
            routing.Write(json, rule);
        }
    }

    private void Write(Utf8JsonWriter json, JsonElement rule)
    {
        if (!IsRouted(rule))
        {
            rule.WriteTo(json);
            return;
        }

        foreach (var target in Last)
        {
            var hasContext = rule.TryGetProperty("context", out var context);
            if (hasContext && target.TryGetProperty("context", out var routed) && context.GetString() != routed.GetString())
            {
                continue;   // a rule about the agent's own calls
            }

            Write(json, rule, target, hasContext);
        }
    }

    private static void Write(Utf8JsonWriter json, JsonElement rule, JsonElement target, bool hasContext)
    {
        json.WriteStartObject();
        foreach (var property in rule.EnumerateObject().Where(static property => property.Name is not ("action" or "to" or "message")))
        {
            property.WriteTo(json);
        }

        foreach (var property in target.EnumerateObject().Where(property => property.Name is "action" or "to" || (property.Name is "context" && !hasContext)))
        {
            property.WriteTo(json);
        }

        json.WriteEndObject();
    }

    // What the CLI drops is left as it is: it is reported, and the rules behind it decide.
    private bool IsRouted(JsonElement rule) =>
        PermissionRuleCheck.IsWellFormed(rule)
        && rule.GetProperty("action").GetString() is var action
        && (action is "ask" || (scope is AmpPermissionScope.EveryCall && action is "allow"));
}
