using Amp.Testing;

namespace CustomTools;

/// <summary>What the scripted CLI does when there is no real one: it calls both functions. There is no model, but the calls are real.</summary>
internal static class ScriptedAmp
{
    public static AmpScript Script { get; } = AmpScript.New
        .CallsMcpTool("app", "get_stock", """{"article":"pen"}""")
        .CallsMcpTool("app", "place_order", """{"article":"pen","count":10}""")
        .Says("I have ordered ten pens. The shop says: ${tool_text}")
        .ThenSucceeds();
}
