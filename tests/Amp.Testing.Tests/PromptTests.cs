namespace Amp.Testing.Tests;

public sealed class PromptTests
{
    private const string First = """{"type":"user","message":{"role":"user","content":[{"type":"text","text":"one"},{"type":"text","text":"more"}]}}""";
    private const string Second = """{"type":"user","message":{"role":"user","content":[{"type":"text","text":"two"}]}}""";

    private static readonly string[] Conversation = ["--execute", "--stream-json", "--stream-json-input"];

    private static readonly AmpScript Echoing = AmpScript.New.Says("You said: ${prompt}").ThenSucceeds();

    [Theory(Timeout = 30_000)]
    [InlineData("plain\n\n", "plain")]
    [InlineData("-x \"quoted\" \\ \n 'lines' 🎉\r\n", "-x \"quoted\" \\ \n 'lines' 🎉")]
    public async Task A_prompt_comes_by_standard_input_and_loses_only_the_blanks_at_its_end(string input, string prompt)
    {
        await using var amp = FakeAmp.Playing(Echoing);

        var run = await RunningAmp.RunAsync(amp, input);

        Assert.Equal(prompt, Content(run.Lines[1])[0]);
        Assert.Equal($"You said: {prompt}", Content(run.Lines[2])[0]);
        Assert.Equal($"You said: {prompt}", run.Lines[3].GetProperty("result").GetString());
        Assert.Equal(input, Assert.Single(amp.Runs).StandardInput);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("--execute=-dashed text", "-dashed text")]
    [InlineData("-x text", "text")]
    public async Task A_prompt_comes_as_an_argument(string argument, string prompt)
    {
        await using var amp = FakeAmp.Playing(Echoing);

        var run = await RunningAmp.RunAsync(amp, "", argument is ['-', 'x', ' ', .. var text] ? ["-x", text, "--stream-json"] : [argument, "--stream-json"]);

        Assert.Equal([prompt], Content(run.Lines[1]));
    }

    [Fact(Timeout = 30_000)]
    public async Task Input_and_argument_become_two_blocks()
    {
        await using var amp = FakeAmp.Playing(Echoing);

        var run = await RunningAmp.RunAsync(amp, "piped text\n", "-x", "argument", "--stream-json");

        Assert.Equal(["Input received on stdin:\n```\npiped text\n```", "argument"], Content(run.Lines[1]));
    }

    [Fact(Timeout = 30_000)]
    public async Task A_run_without_a_prompt_fails_as_the_CLI_fails()
    {
        await using var amp = FakeAmp.Playing(Echoing);

        var run = await RunningAmp.RunAsync(amp, " \n");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("Error: User message must be provided through stdin or as argument", run.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_megabyte_arrives_whole()
    {
        await using var amp = FakeAmp.Playing(Echoing);
        var prompt = string.Concat(Enumerable.Repeat("é🎉x", 150_000));

        var run = await RunningAmp.RunAsync(amp, prompt);

        Assert.Equal(prompt, Content(run.Lines[1])[0]);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_conversation_answers_every_line_and_has_one_result_at_its_end()
    {
        await using var amp = FakeAmp.Playing(Echoing);
        await using var running = RunningAmp.Start(amp, Conversation);

        Assert.Equal("system", (await running.ReadLineAsync()).GetProperty("type").GetString());
        await running.Input.WriteAsync($"\n{First}\r\n");
        await running.Input.FlushAsync();
        Assert.Equal(["one", "more"], Content(await running.ReadLineAsync()));
        Assert.Equal(["You said: one\nmore"], Content(await running.ReadLineAsync()));
        await running.Input.WriteAsync(Second);
        var rest = await running.FinishAsync();

        Assert.Equal(("user assistant result", 0), (rest.Types, rest.ExitCode));
        Assert.Equal((2, "You said: two"), (rest.Lines[2].GetProperty("num_turns").GetInt32(), rest.Lines[2].GetProperty("result").GetString()));
    }

    [Fact(Timeout = 30_000)]
    public async Task Every_prompt_of_a_conversation_finds_its_own_script_and_a_failure_ends_it()
    {
        await using var amp = FakeAmp.Playing(Echoing.ForPrompt("two", AmpScript.New.ThenFails("overloaded")));
        await using var running = RunningAmp.Start(amp, Conversation);

        var init = await running.ReadLineAsync();
        await running.Input.WriteAsync($"{First}\n{Second}\n");
        await running.Input.FlushAsync();
        var output = await running.Output.ReadToEndAsync();

        Assert.Equal("init", init.GetProperty("subtype").GetString());
        Assert.Equal("user assistant user result", new FinishedAmp(output, "", 0).Types);
        Assert.Equal(0, await running.ExitAsync());
    }

    [Theory(Timeout = 30_000)]
    [InlineData("not json", "Invalid JSON on stdin line 1: ")]
    [InlineData("""{"type":7}""", "Invalid message format on stdin line 1: ")]
    public async Task A_line_that_is_no_message_ends_the_run_with_a_result(string line, string error)
    {
        await using var amp = FakeAmp.Playing(Echoing);

        var run = await RunningAmp.RunAsync(amp, line, Conversation);

        Assert.Equal(("system result", 0), (run.Types, run.ExitCode));
        Assert.StartsWith(error, run.Lines[1].GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_conversation_without_a_message_hangs_as_the_CLI_hangs()
    {
        await using var amp = FakeAmp.Playing(Echoing);
        await using var running = RunningAmp.Start(amp, Conversation);

        await running.ReadLineAsync();
        running.Input.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await running.Output.ReadLineAsync(patience.Token));
    }

    private static string[] Content(System.Text.Json.JsonElement line) =>
        [.. line.GetProperty("message").GetProperty("content").EnumerateArray().Select(block => block.GetProperty("text").GetString()!)];
}
