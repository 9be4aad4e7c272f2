using Amp.Streaming;

namespace Amp.Benchmarks.Reading;

/// <summary>Ours: typed messages.</summary>
/// <remarks>
/// With <paramref name="touchesInput"/> it also asks for the element of every tool call's input: like for like with a
/// model that has a <c>JsonElement</c> there.
/// </remarks>
internal sealed class TypedMethod(string name, bool touchesInput) : ReadMethod(name, TallyDepth.Text)
{
    private static readonly AmpStreamReaderOptions Options = new() { MaxLineBytes = 1 << 30 };

    public override async ValueTask<Tally> ReadAsync(Stream input)
    {
        var tally = default(Tally);
        await using var reader = new AmpStreamReader(input, Options);
        while (await reader.ReadAsync())
        {
            if (reader.Current.Message is { } message)
            {
                tally.Messages++;
                Count(message, ref tally);
            }
        }

        return tally;
    }

    private void Count(AmpMessage message, ref Tally tally)
    {
        switch (message)
        {
            case AssistantMessage assistant:
                Count(assistant.Content, ref tally);
                break;
            case UserMessage user:
                Count(user.Content, ref tally);
                break;
            case ResultMessage result:
                tally.AddText(result.Result);
                tally.AddText(result.Error);
                break;
        }
    }

    private void Count(IReadOnlyList<ContentBlock> blocks, ref Tally tally)
    {
        tally.Blocks += blocks.Count;
        for (var i = 0; i < blocks.Count; i++)
        {
            switch (blocks[i])
            {
                case TextBlock text:
                    tally.AddText(text.Text);
                    break;
                case ThinkingBlock thinking:
                    tally.AddText(thinking.Thinking);
                    break;
                case ToolResultBlock result:
                    tally.AddText(result.Content);
                    break;
                case ToolUseBlock use when touchesInput:
                    _ = use.Input.Element;
                    break;
            }
        }
    }
}
