namespace SessionHost;

internal sealed class FixedPrompts : IPrompts
{
    private static readonly (string Session, string Prompt)[] Prompts =
    [
        ("docs", "Say in one sentence what this project is."),
        ("tests", "Is there a test that is skipped? Answer yes or no."),
        ("review", "Name the largest file here."),
        ("docs", "Now say it in five words."),
        ("tests", "Which file is it in?"),
        ("review", "What would you move out of it?"),
    ];

    public IAsyncEnumerable<(string Session, string Prompt)> ReadAllAsync(CancellationToken cancellationToken) => Prompts.ToAsyncEnumerable();
}
