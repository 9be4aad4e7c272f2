using System.Globalization;
using System.Text.Json;

namespace Amp.Testing;

/// <content>What the agent says. The lines have the form of CLI 0.0.1774569934, byte for byte but for their values.</content>
public sealed partial class AmpScript
{
    private const string Greeting = "Hello from the fake Amp.";

    /// <summary>A whole run in one word: it starts, the agent greets, it succeeds.</summary>
    /// <param name="threadId">The id of the thread; null for a new one each run.</param>
    public AmpScript SaysHello(string? threadId = null) =>
        (threadId is null ? this : InThread(threadId)).Says(Greeting).ThenSucceeds();

    /// <summary>Prints the init line, waits for the prompt and repeats it as the user line.</summary>
    /// <remarks>
    /// Said once and by itself before the first thing that the agent says; call it to have something happen in between. A run without
    /// a prompt fails as the CLI fails, and one that takes JSON lines and gets none waits for ever, as the CLI does.
    /// </remarks>
    public AmpScript Starts() => _body.IsOpen ? this : new(_body with { Steps = _body.Steps.Add(ScriptStep.Open), IsOpen = true });

    /// <summary>The agent says something, and its turn is over (<c>stop_reason: end_turn</c>).</summary>
    /// <param name="text">What it says.</param>
    /// <param name="thinking">What it thinks before that; printed only where <c>--stream-json-thinking</c> is asked for.</param>
    public AmpScript Says(string text, string? thinking = null) => Assistant(NotNull(text), thinking, [], "end_turn");

    /// <summary>The agent begins to say something and is cut off (<c>stop_reason: null</c>), as by a refusal or the token limit.</summary>
    /// <remarks>The CLI then hangs for ever: add <see cref="Hangs"/>.</remarks>
    /// <param name="text">What it says.</param>
    public AmpScript IsCutOffSaying(string text) => Assistant(NotNull(text), null, [], null);

    /// <summary>The agent calls a tool, which answers.</summary>
    /// <param name="name">The name of the tool, such as <c>Bash</c>.</param>
    /// <param name="inputJson">Its input, as JSON.</param>
    /// <param name="output">What it prints.</param>
    /// <param name="exitCode">The exit code, which goes into the result with the output as JSON, as Bash has it; null makes the output the result, as it is.</param>
    /// <param name="isError">Whether the result is marked as an error; the CLI does not do that for an exit code.</param>
    /// <exception cref="ArgumentException">The input is not JSON.</exception>
    public AmpScript UsesTool(string name, string inputJson, string output, int? exitCode = 0, bool isError = false) =>
        CallsTool(name, inputJson).ToolAnswers(output, exitCode, isError);

    /// <summary>The agent calls a tool, which has not answered yet: what follows happens while it runs.</summary>
    /// <param name="name">The name of the tool.</param>
    /// <param name="inputJson">Its input, as JSON.</param>
    /// <param name="saying">What the agent says in the same message; null for nothing.</param>
    /// <exception cref="ArgumentException">The input is not JSON.</exception>
    public AmpScript CallsTool(string name, string inputJson, string? saying = null) => CallsTools([(name, inputJson)], saying);

    /// <summary>The agent calls several tools at once, in one message; <see cref="ToolsAnswer"/> gives their results.</summary>
    /// <param name="calls">The names and the inputs, as JSON.</param>
    /// <param name="saying">What the agent says in the same message; null for nothing.</param>
    /// <exception cref="ArgumentException">There are no calls, or an input is not JSON.</exception>
    public AmpScript CallsTools(IReadOnlyList<(string Name, string InputJson)> calls, string? saying = null)
    {
        if (NotNull(calls).Count is 0)
        {
            throw new ArgumentException("At least one tool must be called.", nameof(calls));
        }

        // The number of the prompt keeps the ids apart when the script answers several.
        var ids = calls.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"toolu_${{input}}_{_body.ToolCalls + i + 1}")).ToArray();
        var blocks = calls.Select((call, i) => MessageLine.ToolUse(ids[i], call.Name, call.InputJson)).ToArray();
        var called = Assistant(saying, null, blocks, "tool_use");

        return new(called._body with { ToolCalls = _body.ToolCalls + ids.Length, OpenToolIds = [.. ids] });
    }

    /// <summary>The tool that was called last answers.</summary>
    /// <param name="output">What it prints.</param>
    /// <param name="exitCode">As in <see cref="UsesTool"/>.</param>
    /// <param name="isError">As in <see cref="UsesTool"/>.</param>
    /// <exception cref="InvalidOperationException">No tool, or more than one, is waiting to answer.</exception>
    public AmpScript ToolAnswers(string output, int? exitCode = 0, bool isError = false)
    {
        var content = exitCode is { } code
            ? string.Create(CultureInfo.InvariantCulture, $$"""{"output":{{JsonStringLiteral.Quote(NotNull(output))}},"exitCode":{{code}}}""")
            : output;
        return ToolsAnswer([(content, isError)]);
    }

    /// <summary>The tools that were called last answer, all in one message.</summary>
    /// <param name="results">The results in the order of the calls: the content as it is, and whether it is an error.</param>
    /// <exception cref="InvalidOperationException">There are not as many results as open calls.</exception>
    public AmpScript ToolsAnswer(IReadOnlyList<(string Content, bool IsError)> results)
    {
        if (NotNull(results).Count != _body.OpenToolIds.Length || results.Count is 0)
        {
            throw new InvalidOperationException($"{results.Count} result(s) for {_body.OpenToolIds.Length} open tool call(s): every open call answers once.");
        }

        var blocks = results.Select((result, i) => MessageLine.ToolResult(_body.OpenToolIds[i], result.Content, result.IsError));
        var answered = Then(Emit(MessageLine.ToolResults(blocks), null));
        return new(answered._body with { OpenToolIds = [] });
    }

    /// <summary>The agent calls a tool of an MCP server, really: the server that the command line names by <c>--mcp-config</c> is started and asked, and its answer is the result.</summary>
    /// <remarks>
    /// As CLI 0.0.1774569934 does it, but that a server is started at the first call of one of its tools, and that <c>init</c> does not list it. Only servers that are programs.
    /// <c>${tool_text}</c> is the text of the answer from then on. A server that is not named, or does not have the tool, makes the result an error.
    /// </remarks>
    /// <param name="server">The name of the server: <c>server</c> of <c>mcp__server__tool</c>.</param>
    /// <param name="tool">The name of the tool.</param>
    /// <param name="inputJson">Its input, as JSON.</param>
    /// <exception cref="ArgumentException">The input is not JSON.</exception>
    public AmpScript CallsMcpTool(string server, string tool, string inputJson)
    {
        ArgumentException.ThrowIfNullOrEmpty(server);
        ArgumentException.ThrowIfNullOrEmpty(tool);
        const string Mark = "<answer>";
        var called = CallsTool($"mcp__{server}__{tool}", inputJson);
        var id = called._body.OpenToolIds[0];
        var answered = called.Then(ScriptStep.Of("mcp", json =>
        {
            json.WriteString("server", server);
            json.WriteString("tool", tool);
            json.WritePropertyName("input");
            json.WriteRawValue(inputJson);
            json.WriteString("mark", Mark);
            json.WriteString("line", MessageLine.ToolResults([MessageLine.ToolResult(id, Mark, isError: false)]));
            json.WriteString("errorLine", MessageLine.ToolResults([MessageLine.ToolResult(id, Mark, isError: true)]));
        }));
        return new(answered._body with { OpenToolIds = [] });
    }

    /// <summary>The run ends well: the result line. In a conversation, only when the input has ended; a further prompt is answered first.</summary>
    /// <param name="result">The final text; null for what the agent said last.</param>
    public AmpScript ThenSucceeds(string? result = null) =>
        Starts().Then(ScriptStep.Of("finish", json => json.WriteString("line", ResultLine.Success(result))));

    /// <summary>The run fails: a result line of <c>error_during_execution</c>, at once. The exit code stays 0, as with the CLI.</summary>
    /// <param name="error">The error text, such as <c>429 {"type":"error",…}</c>.</param>
    public AmpScript ThenFails(string error) =>
        Starts().Then(ScriptStep.Of("fail", json => json.WriteString("line", ResultLine.Failure(NotNull(error)))));

    private static string Emit(string line, Action<Utf8JsonWriter>? write) => ScriptStep.Of("emit", json =>
    {
        json.WriteString("line", line);
        write?.Invoke(json);
    });

    private AmpScript Assistant(string? text, string? thinking, string[] toolUses, string? stopReason)
    {
        string[] blocks = [.. text is null ? Array.Empty<string>() : [MessageLine.Text(text)], .. toolUses];

        return Starts().Then(Emit(MessageLine.Assistant(blocks, stopReason), json =>
        {
            json.WriteBoolean("isTurn", true);

            if (text is not null)
            {
                json.WriteString("says", JsonStringLiteral.Escape(text));
            }

            if (thinking is not null)
            {
                json.WriteString("lineWithThinking", MessageLine.Assistant([MessageLine.Thinking(thinking), .. blocks], stopReason));
            }
        }));
    }
}
