using Amp.Client.Tests.Runs;
using Amp.Client.Tests.Threads;
using Amp.Testing;

namespace Amp.Client.Tests.Transcripts;

/// <summary>The examples of docs/threads.md.</summary>
public sealed class TranscriptExamples : IDisposable
{
    private readonly ThreadFolderFixture _folder = new();
    private readonly List<string> _shown = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Exporting()
    {
        var recording = _folder.Write(RecordedThread.Of("0.0.1774569934-g39e3ec", "tool").Stream, "stdout.jsonl");
        var page = Path.Combine(_folder.Folder, "page.html");

        var transcript = await AmpTranscript.ReadAsync(recording);
        foreach (var call in transcript.Entries.SelectMany(entry => entry.ToolCalls))
        {
            Show($"{call.Name} {call.Status}, exit code {call.ExitCode}: {call.Output}");
        }

        await using (var output = File.Create(page))
        {
            await transcript.WriteAsync(output, AmpTranscriptFormat.Html);
        }

        Assert.Equal(["Bash done, exit code 0: hi\na.txt\n"], _shown);
        Assert.StartsWith("<!DOCTYPE html>", await File.ReadAllTextAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Searching()
    {
        RecordedThread.Of("0.0.1774569934-g39e3ec", "tool").CopyTo(_folder.Folder);
        var threads = _folder.Store;

        await foreach (var hit in threads.SearchAsync(new() { Text = "a.txt", Tool = "Bash" }))
        {
            Show($"{hit.Thread.Title}, message {hit.MessageIndex}: {hit.Snippet}");
        }

        Assert.Equal("A short title, message 2: hi a.txt ", _shown[^1]);
    }

    [Fact]
    public async Task Counting()
    {
        RecordedThread.Of("0.0.1774569934-g39e3ec", "tool").CopyTo(_folder.Folder);
        var threads = _folder.Store;

        var report = await AmpUsageReport.ReadAsync(threads);
        foreach (var model in report.Models)
        {
            Show($"{model.Key}: {model.OutputTokens?.Value} tokens written in {model.ModelCalls} calls, says the {model.OutputTokens?.Sources}");
        }

        Assert.Equal(["claude-opus-4-6: 40 tokens written in 2 calls, says the Thread"], _shown);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Cataloguing()
    {
        RecordedThread.Of("0.0.1774569934-g39e3ec", "tool").CopyTo(_folder.Folder);
        await using var run = ScriptedRun.Playing(AmpScript.New.ForCommand("threads list", AmpScript.New.Prints("""[{"id":"T-01a1f924-456b-704a-adfd-81a3dfb2db89","title":"Elsewhere"}]""")), options => options.EnvironmentVariables["XDG_DATA_HOME"] = _folder.Folder);
        var client = run.Client;

        var catalog = new AmpThreadCatalog(client);
        await foreach (var entry in catalog.ListAsync())
        {
            Show(entry.Id is { } id ? $"{id}: {entry.Title?.Value} (says the {entry.Title?.Origin})" : entry.Problem!);
        }

        Assert.Contains("T-01a1f924-456b-704a-adfd-81a3dfb2db89: Elsewhere (says the Cli)", _shown);
    }

    private void Show(string text) => _shown.Add(text);
}
