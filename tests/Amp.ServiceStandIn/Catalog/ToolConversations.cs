using static Amp.ServiceStandIn.UseTool;

namespace Amp.ServiceStandIn;

/// <summary>Scenarios in which the model calls tools.</summary>
public static class ToolConversations
{
    /// <summary>Gets one command, then a text.</summary>
    public static Scenario OneTool { get; } = new(
        "tool",
        new Turn(new Think("Let me run ls.", "sig1"), Bash("echo hi; ls")),
        Turn.Says("Done: I ran the command."));

    /// <summary>Gets three calls in one answer: two commands, and a read of <c>a.txt</c> in the working directory.</summary>
    public static Scenario Parallel { get; } = new(
        "parallel",
        new Turn(
            new Say("Two at once."),
            Bash("echo A; sleep 0.3", "toolu_par_A"),
            Bash("echo B", "toolu_par_B"),
            OnFile("Read", "a.txt") with { IdPrefix = "toolu_par_C" }),
        Turn.Says("Parallel done."));

    /// <summary>Gets a command that ends with exit code 3.</summary>
    public static Scenario Failing { get; } = new("fail", new Turn(Bash("echo out; echo err >&2; exit 3")), Turn.Says("It failed."));

    /// <summary>Gets all of them.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        OneTool,
        Parallel,
        Failing,
        new(
            "texttool",
            new Turn(new Say("I will look first."), Bash("echo one")),
            new Turn(new Say("And again."), Bash("echo two")),
            Turn.Says("All done.")),
        new("where", new Turn(Bash("pwd")), Turn.Says("Here.")),
        new("badargs", new Turn(new UseTool("Bash", """{"nope":1}""")), Turn.Says("Bad args.")),
        new("badjson", new Turn(new UseTool("Bash", """{"cmd": "echo """)) { StopReason = "tool_use" }, Turn.Says("Bad json.")),
        new("unknowntool", new Turn(new UseTool("NoSuchTool", """{"a":1}""")), Turn.Says("Unknown tool.")),
        new("readmissing", new Turn(OnFile("Read", "missing.txt")), Turn.Says("Missing.")),
        new(
            "create",
            new Turn(OnFile("create_file", "new.txt", """, "content":"hello\nworld\n" """)),
            new Turn(OnFile("edit_file", "new.txt", """, "old_str":"world","new_str":"there" """)),
            Turn.Says("Created.")),
        new(
            "redacted",
            new Turn(new Think("visible thought", "sigV"), new ThinkInPrivate("ZW5jcnlwdGVk"), new Say("After thinking."), Bash("true")),
            Turn.Says("Done.")),
        new("task", new Turn(new Say("Delegating."), Task("@@sub do the sub job", "Sub job")), Turn.Says("The sub-agent finished.")),
        new(
            "sub",
            new Turn(new Think("sub thinks", "s"), new Say("Sub working."), Bash("echo from-sub", "toolu_sub_bash")),
            Turn.Says("Sub result text.")),
        new("twotasks", new Turn(Task("@@sub first", "First"), Task("@@sub second", "Second")), Turn.Says("Both finished.")),
        // Whoever takes up a thread that was stopped in the sleep asks for the second answer first: it leaves the next prompt the time to arrive.
        new("sleep", new Turn(Bash("echo started; sleep 60; echo finished", "toolu_sleep")), new Turn(new Say("Slept.")) { Delay = TimeSpan.FromSeconds(3) }),
        new("sleep3", new Turn(Bash("sleep 3; echo finished", "toolu_sleep")), Turn.Says("Slept 3.")),
        new("bigout", new Turn(Bash("seq 1 400000")), Turn.Says("Big output seen.")),
        new("mcp", new Turn(new UseTool("mcp__srv__echo", """{"text":"ping"}""") { IdPrefix = "toolu_mcp" }), Turn.Says("MCP done.")),
        new("mcpfail", new Turn(new UseTool("mcp__srv__boom", "{}") { IdPrefix = "toolu_mcp" }), Turn.Says("MCP failed.")),
        new("mcpimage", new Turn(new UseTool("mcp__srv__image", "{}") { IdPrefix = "toolu_mcp" }), Turn.Says("MCP image.")),
        new("tb", new Turn(new UseTool("tb__greet", """{"name":"Ann","loud":true}""") { IdPrefix = "toolu_tb" }), Turn.Says("Toolbox done.")),
        new("tbtext", new Turn(new UseTool("tb__texty", """{"name":"Ann","loud":"yes"}""") { IdPrefix = "toolu_tb" }), Turn.Says("Toolbox done.")),
        new("skill", new Turn(new UseTool("skill", """{"name":"counting"}"""), new UseTool("skill", """{"name":"measuring"}""")), Turn.Says("Skills loaded.")),
        new("tbfail", new Turn(new UseTool("tb__fails", "{}") { IdPrefix = "toolu_tb" }), Turn.Says("Toolbox failed.")),
    ];
}
