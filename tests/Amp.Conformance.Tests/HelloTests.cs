using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;
using Amp.ServiceStandIn;
using Amp.Streaming;

namespace Amp.Conformance.Tests;

/// <summary>The agent talks.</summary>
public sealed class HelloTests
{
    [ConformanceTheory]
    [EachCli]
    public async Task A_run_gives_the_agents_text_its_thread_and_its_tokens(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        var result = await sandbox.Client.RunIterationAsync("please @@hello");

        Assert.False(result.IsError, result.Error);
        Assert.Null(result.ErrorKind);
        Assert.Equal("Hello from the fake model.", result.Text);
        Assert.NotNull(result.ThreadId);
        Assert.Equal(1, result.Turns);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal((11, 7, 5, 20), (result.Usage?.InputTokens, result.Usage?.CacheCreationInputTokens, result.Usage?.CacheReadInputTokens, result.Usage?.OutputTokens));
        Assert.Empty(result.ToolCalls);
        Assert.Empty(result.MalformedLines);
        Assert.InRange(result.Duration!.Value, TimeSpan.Zero, result.WallDuration);
        Assert.Equal(sandbox.WorkingDirectory, Assert.Single(sandbox.ModelCalls).WorkingDirectory);
    }

    [ConformanceTheory]
    [EachCli]
    public async Task A_stream_is_init_prompt_answer_and_result(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var messages = new List<AmpMessage>();

        await foreach (var message in sandbox.Client.StreamAsync("please @@hello"))
        {
            messages.Add(message);
        }

        Assert.Collection(
            messages,
            first => Assert.Equal(sandbox.WorkingDirectory, Assert.IsType<SystemMessage>(first).Cwd),
            prompt => Assert.Equal("please @@hello", Assert.IsType<TextBlock>(Assert.Single(Assert.IsType<UserMessage>(prompt).Content)).Text),
            answer => Assert.Equal("Hello from the fake model.", Assert.IsType<TextBlock>(Assert.Single(Assert.IsType<AssistantMessage>(answer).Content)).Text),
            last => Assert.False(Assert.IsType<ResultMessage>(last).IsError));
    }

    [ConformanceTheory]
    [EachCli]
    public async Task Every_character_of_a_text_arrives(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var texts = new List<string>();

        await foreach (var message in sandbox.Client.StreamAsync("@@unicode", Sandbox.AllowAll))
        {
            texts.AddRange((message as AssistantMessage)?.Content.OfType<TextBlock>().Select(block => block.Text) ?? []);
        }

        Assert.Equal([Conversations.EveryCharacter, "Unicode done \U0001F389."], texts);
    }

    [ConformanceTheory]
    [EachCli]
    public async Task A_text_of_5_MB_arrives_whole(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        var result = await sandbox.Client.RunIterationAsync("@@bigtext");

        Assert.False(result.IsError, result.Error);
        Assert.Equal(Conversations.BigTextLength, result.Text!.Length);
        Assert.Equal(-1, result.Text.AsSpan().IndexOfAnyExcept('x'));
    }

    [ConformanceTheory]
    [EachCli("empty")]
    [EachCli("emptytext")]
    public async Task An_answer_without_text_is_an_empty_text(string cli, string scenario)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        var result = await sandbox.Client.RunIterationAsync($"@@{scenario}");

        Assert.False(result.IsError, result.Error);
        Assert.Equal("", result.Text);
    }
}
