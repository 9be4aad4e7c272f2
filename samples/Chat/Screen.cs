using Amp.Client;
using Amp.Streaming;

namespace Chat;

/// <summary>Writes the turns to the console, one after the other.</summary>
internal sealed class Screen
{
    private const int MaxLine = 120;

    private Task _shown = Task.CompletedTask;

    /// <summary>The turn that is on the screen now.</summary>
    public AmpTurn? Current { get; private set; }

    public void ShowNext(AmpTurn turn) => _shown = ShowAsync(turn, after: _shown);

    public Task AllShownAsync() => _shown;

    private async Task ShowAsync(AmpTurn turn, Task after)
    {
        await after;
        Current = turn;
        await foreach (var message in turn)
        {
            Show(message);
        }

        Current = null;
        var result = await turn.WaitAsync();
        if (result.IsError)
        {
            Console.WriteLine($"  ✗     {result.ErrorKind}: {OneLine(result.Error ?? "")}");
        }
    }

    private static void Show(AmpMessage message)
    {
        switch (message)
        {
            case UserMessage user:
                foreach (var block in user.Content)
                {
                    Console.WriteLine(block switch
                    {
                        TextBlock text => $"you     {text.Text}",
                        ToolResultBlock result => $"  └     {OneLine(result.Content ?? "")}",
                        _ => "you     (something that is no text)",
                    });
                }

                break;
            case AssistantMessage assistant:
                foreach (var block in assistant.Content)
                {
                    Console.WriteLine(block switch
                    {
                        TextBlock text => $"amp     {text.Text}",
                        ToolUseBlock call => $"tool    {call.Name}  {OneLine(call.Input.ToString())}",
                        _ => "  …",
                    });
                }

                break;
        }
    }

    private static string OneLine(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= MaxLine ? line : line[..MaxLine] + "…";
    }
}
