using System.Globalization;

namespace Amp.Testing;

/// <content>Tool calls that permission rules decide on.</content>
public sealed partial class AmpScript
{
    /// <summary>The agent calls a tool, and it runs only when the permission rules of the settings file let it, as with the CLI.</summary>
    /// <remarks>
    /// <para>
    /// The settings file is that of <c>--settings-file</c>, else of <c>AMP_SETTINGS_FILE</c>, else the user's. The first rule of <c>amp.permissions</c> that matches counts. One that rejects gives an error to
    /// the agent, which goes on; one that delegates really runs its program; one that asks ends the run with an error, as in CLI 0.0.1774569934. Where no rule matches the tool runs: the CLI's built-in
    /// rules are not played. <c>--dangerously-allow-all</c> and <c>amp.dangerouslyAllowAll</c> let everything run.
    /// </para>
    /// </remarks>
    /// <param name="name">The name of the tool, such as <c>Bash</c>.</param>
    /// <param name="inputJson">Its input, as JSON.</param>
    /// <param name="output">What it prints when it runs.</param>
    /// <param name="exitCode">As in <see cref="UsesTool"/>.</param>
    /// <exception cref="ArgumentException">The input is not JSON.</exception>
    public AmpScript UsesToolIfPermitted(string name, string inputJson, string output, int? exitCode = 0)
    {
        var called = CallsTool(name, inputJson);
        var id = called._body.OpenToolIds[0];
        var content = exitCode is { } code
            ? string.Create(CultureInfo.InvariantCulture, $$"""{"output":{{JsonStringLiteral.Quote(NotNull(output))}},"exitCode":{{code}}}""")
            : NotNull(output);
        var judged = called.Then(ScriptStep.Of("permit", json =>
        {
            json.WriteString("tool", name);
            json.WriteString("id", id);
            json.WriteString("input", inputJson);
            json.WriteString("allowed", MessageLine.ToolResults([MessageLine.ToolResult(id, content, isError: false)]));
            json.WriteString("rejected", MessageLine.ToolResults([MessageLine.ToolResult(id, "${rejection}", isError: true)]));
            json.WriteString("asked", ResultLine.Failure($"The following tools require user approval, which is not supported in stream JSON mode: {name}"));
        }));

        return new(judged._body with { OpenToolIds = [] });
    }
}
