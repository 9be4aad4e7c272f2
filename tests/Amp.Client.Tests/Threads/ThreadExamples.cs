namespace Amp.Client.Tests.Threads;

/// <summary>The examples of docs/threads.md.</summary>
public sealed class ThreadExamples : IDisposable
{
    private readonly ThreadFolderFixture _folder = new();
    private readonly List<string> _shown = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Listing()
    {
        RecordedThread.Of("0.0.1774569934-g39e3ec", "tool").CopyTo(_folder.Folder);
        _folder.Write("", "T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd.json");
        var threads = _folder.Store;

        await foreach (var file in threads.ListAsync())
        {
            Show(file.Thread is { } thread
                ? $"{thread.Id} {thread.LastActivity:u} {thread.Title} ({thread.MessageCount} messages, {thread.Activity}) in {thread.WorkingDirectory}"
                : $"{file.Path}: {file.Problem!.Reason}");
        }

        Assert.Contains(_shown, line => line.EndsWith("A short title (4 messages, Idle) in /srv/demo", StringComparison.Ordinal));
        Assert.Contains(_shown, line => line.EndsWith("It has no content.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reading()
    {
        var id = RecordedThread.Of("0.0.1774569934-g39e3ec", "tool").CopyTo(_folder.Folder);
        var threads = _folder.Store;

        var thread = await threads.ReadAsync(id);
        foreach (var message in thread!.Messages)
        {
            Show($"{message.Timestamp:T} {message.Role} {message.Model}: {message.Text}{message.Error}");
            foreach (var result in message.ToolResults)
            {
                Show($"  {result.ToolName} {result.Status}: {result.Text}");
            }
        }

        Assert.Equal("07:26:22 assistant claude-opus-4-6: Done: I ran the command.", _shown[^1]);
        Assert.Equal("  Bash done: hi\na.txt\n", _shown[^2]);
    }

    [Fact(Timeout = 30_000)]
    public async Task Watching()
    {
        using var stop = new CancellationTokenSource();
        var threads = _folder.Store;
        var journal = Path.Combine(_folder.Folder, "journal");
        await File.WriteAllTextAsync(journal, AmpThreadCursor.Started);
        RecordedThread.Of("0.0.1774569934-g39e3ec", "tool").CopyTo(_folder.Folder);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            var cursor = File.Exists(journal) ? AmpThreadCursor.Parse(await File.ReadAllTextAsync(journal)) : null;
            await foreach (var change in threads.WatchAsync(new() { Cursor = cursor }, stop.Token))
            {
                if (change.Kind is AmpThreadChangeKind.MessageAdded)
                {
                    Show($"{change.Thread!.Title}: {change.Message!.Text}");
                }

                await File.AppendAllTextAsync(journal, change.Position);
            }
        });

        Assert.Equal(["A short title: please @@tool", "A short title: ", "A short title: ", "A short title: Done: I ran the command."], _shown);
        Assert.Equal(4, AmpThreadCursor.Parse(await File.ReadAllTextAsync(journal)).CopyMarks().Single().Value.Messages.Count);

        void Show(string text)
        {
            _shown.Add(text);
            if (_shown.Count == 4)
            {
                stop.CancelAfter(200);
            }
        }
    }

    private void Show(string text) => _shown.Add(text);
}
