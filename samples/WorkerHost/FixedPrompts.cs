namespace WorkerHost;

internal sealed class FixedPrompts : IPrompts
{
    private static readonly string[] Prompts =
    [
        "Say in one sentence what this project is.",
        "List the three largest files here.",
        "Is there a test that is skipped? Answer yes or no.",
    ];

    public IAsyncEnumerable<string> ReadAllAsync(CancellationToken cancellationToken) => Prompts.ToAsyncEnumerable();
}
