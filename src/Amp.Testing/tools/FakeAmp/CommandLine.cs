namespace Amp.Testing.Player;

/// <summary>What this run was asked for. Any command line is accepted: to check it is the business of the test.</summary>
internal sealed class CommandLine
{
    private static readonly string[] ThreadsCommands = ["threads", "thread", "t"];
    private static readonly string[] ContinueCommands = ["continue", "c"];

    public CommandLine(string[] arguments)
    {
        Arguments = arguments;

        for (var i = 0; i < arguments.Length; i++)
        {
            Read(arguments[i], i + 1 < arguments.Length ? arguments[i + 1] : null, i + 2 < arguments.Length ? arguments[i + 2] : null);
        }
    }

    public string[] Arguments { get; }

    public string Text => string.Join(' ', Arguments);

    public bool AsksForVersion { get; private set; }

    public bool AsksForHelp { get; private set; }

    /// <summary>The prompt of <c>--execute=text</c> or <c>-x text</c>; null when it comes by standard input.</summary>
    public string? Prompt { get; private set; }

    /// <summary>Whether prompts are JSON lines on standard input.</summary>
    public bool HasJsonInput { get; private set; }

    /// <summary>Whether <c>--stream-json-thinking</c> was given.</summary>
    public bool WantsThinking { get; private set; }

    /// <summary>Whether this is <c>threads continue</c>.</summary>
    public bool Continues { get; private set; }

    /// <summary>The thread to continue; null without one, or without an id.</summary>
    public string? ThreadId { get; private set; }

    /// <summary>The value of <c>--mcp-config</c>; null without one.</summary>
    public string? McpConfig { get; private set; }

    private void Read(string argument, string? next, string? afterNext)
    {
        switch (argument)
        {
            case "--version" or "-V":
            case "version" when Arguments.Length is 1:
                AsksForVersion = true;
                break;
            case "--help" or "-h":
                AsksForHelp = true;
                break;
            case "--mcp-config":
                McpConfig = next;
                break;
            case var given when given.StartsWith("--mcp-config=", StringComparison.Ordinal):
                McpConfig = given["--mcp-config=".Length..];
                break;
            case "--stream-json-input":
                HasJsonInput = true;
                break;
            case "--stream-json-thinking":
                WantsThinking = true;
                break;
            // The text is optional, so one that begins with a dash is the next flag and needs "--execute=".
            case "--execute" or "-x" when next is not null && !next.StartsWith('-'):
                Prompt = next.Length is 0 ? null : next;
                break;
            case var _ when argument.StartsWith("--execute=", StringComparison.Ordinal):
                Prompt = argument["--execute=".Length..] is { Length: > 0 } text ? text : null;
                break;
            case var _ when ThreadsCommands.Contains(argument) && ContinueCommands.Contains(next):
                Continues = true;
                // An id, or the address of the thread, which ends in the id.
                ThreadId = afterNext?.LastIndexOf("T-", StringComparison.Ordinal) is { } at and >= 0 ? afterNext[at..] : null;
                break;
        }
    }
}
