namespace Amp.ServiceStandIn;

/// <summary>A tool call.</summary>
/// <param name="Name">The tool, as the CLI names it: <c>Bash</c>, <c>create_file</c>, <c>mcp__server__tool</c>.</param>
/// <param name="InputJson">
/// The arguments as JSON text, sent as they are (broken JSON too). <c>{cwd}</c> in it becomes the working directory of the run.
/// </param>
public sealed record UseTool(string Name, string InputJson) : Block
{
    /// <summary>The text in <see cref="InputJson"/> that stands for the working directory of the run.</summary>
    public const string WorkingDirectoryMark = "{cwd}";

    /// <summary>Gets how the call's id begins; a number follows, so that no id comes twice.</summary>
    public string IdPrefix { get; init; } = "toolu";

    /// <summary>A shell command.</summary>
    /// <param name="command">The command line.</param>
    /// <param name="idPrefix">How the call's id begins.</param>
    public static UseTool Bash(string command, string idPrefix = "toolu") =>
        new("Bash", $$"""{"cmd":{{JsonString.Quote(command)}}}""") { IdPrefix = idPrefix };

    /// <summary>A sub-agent.</summary>
    /// <param name="prompt">What it is told; a marker in it picks its scenario.</param>
    /// <param name="description">What the parent shows of it.</param>
    public static UseTool Task(string prompt, string description) =>
        new("Task", $$"""{"prompt":{{JsonString.Quote(prompt)}},"description":{{JsonString.Quote(description)}}}""") { IdPrefix = "toolu_task" };

    /// <summary>A tool that takes a file of the run's working directory.</summary>
    /// <param name="name">The tool.</param>
    /// <param name="path">The file, relative to the working directory.</param>
    /// <param name="more">Further members of the arguments, as JSON text that starts with a comma.</param>
    public static UseTool OnFile(string name, string path, string more = "") =>
        new(name, $$"""{"path":"{{WorkingDirectoryMark}}/{{path}}"{{more}}}""");
}
