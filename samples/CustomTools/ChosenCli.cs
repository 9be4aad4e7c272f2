using Amp.Testing;

namespace CustomTools;

/// <summary>The real CLI that <c>AMP_CLI_PATH</c> names, else a scripted one that calls both functions.</summary>
internal sealed class ChosenCli : IAsyncDisposable
{
    private readonly FakeAmp? _scripted;

    private ChosenCli(string path, string description, FakeAmp? scripted = null) => (Path, Description, _scripted) = (path, description, scripted);

    public string Path { get; }

    public string Description { get; }

    public static ChosenCli Choose()
    {
        if (Environment.GetEnvironmentVariable("AMP_CLI_PATH") is { Length: > 0 } path)
        {
            return new(path, $"Using the Amp CLI at {path}.");
        }

        var scripted = FakeAmp.Playing(AmpScript.New
            .CallsMcpTool("app", "get_stock", """{"article":"pen"}""")
            .CallsMcpTool("app", "place_order", """{"article":"pen","count":10}""")
            .Says("I have ordered ten pens. The shop says: ${tool_text}")
            .ThenSucceeds());
        return new(scripted.Path, "AMP_CLI_PATH names no Amp CLI, so a scripted one plays the agent. The calls are real.", scripted);
    }

    public ValueTask DisposeAsync() => _scripted?.DisposeAsync() ?? ValueTask.CompletedTask;
}
