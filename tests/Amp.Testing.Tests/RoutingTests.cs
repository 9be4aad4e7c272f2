namespace Amp.Testing.Tests;

public sealed class RoutingTests
{
    private const string Thread = "T-01a1f7ea-efba-73ea-a52c-541c2efbff9f";

    private static readonly AmpScript Script = AmpScript.New.Says("default").ThenSucceeds()
        .ForCommand("tools list", AmpScript.New.Prints("[]"))
        .ForContinuedThread(AmpScript.New.Says("continued").ThenSucceeds().ForPrompt("@@fail", AmpScript.New.ThenFails("as asked")))
        .ForPrompt("@@a", AmpScript.New.Says("a").ThenSucceeds())
        .ForPrompt("@@", AmpScript.New.Says("other").ThenSucceeds());

    [Theory(Timeout = 30_000)]
    [InlineData("hello", "default")]
    [InlineData("do @@a now", "a")]
    [InlineData("do @@b now", "other")]
    [InlineData("do @@A now", "other")]
    public async Task The_prompt_picks_the_first_script_that_fits(string prompt, string text)
    {
        await using var amp = FakeAmp.Playing(Script);

        Assert.Equal(text, (await RunningAmp.RunAsync(amp, prompt)).Lines[^1].GetProperty("result").GetString());
    }

    [Theory(Timeout = 30_000)]
    [InlineData("threads", "continue", Thread, "--execute")]
    [InlineData("--execute", "threads", "continue", Thread)]
    [InlineData("t", "c", "https://ampcode.com/threads/" + Thread, "-x")]
    public async Task A_continued_thread_keeps_its_id_and_has_a_script_of_its_own(params string[] arguments)
    {
        await using var amp = FakeAmp.Playing(Script.InThread("T-another"));

        var run = await RunningAmp.RunAsync(amp, "next", arguments);

        Assert.Equal("continued", run.Lines[^1].GetProperty("result").GetString());
        Assert.All(run.Lines, line => Assert.Equal(Thread, line.GetProperty("session_id").GetString()));
    }

    [Fact(Timeout = 30_000)]
    public async Task Routes_lead_to_routes()
    {
        await using var amp = FakeAmp.Playing(Script);

        var run = await RunningAmp.RunAsync(amp, "@@fail", "threads", "continue", Thread, "-x");

        Assert.Equal("as asked", run.Lines[^1].GetProperty("error").GetString());
    }

    [Fact(Timeout = 30_000)]
    public async Task A_command_has_an_answer_of_its_own()
    {
        await using var amp = FakeAmp.Playing(Script);

        Assert.Equal("[]", (await RunningAmp.RunAsync(amp, "", "tools", "list", "--json")).Output);
    }

    [Fact(Timeout = 30_000)]
    public async Task Version_and_help_are_answered_at_once_and_are_no_runs()
    {
        await using var amp = FakeAmp.Playing(Script);

        await using var asked = RunningAmp.Start(amp, "--version");
        var version = await asked.Output.ReadToEndAsync();
        var help = await RunningAmp.RunAsync(amp, "", "--help");

        Assert.Equal("0.0.1774569934-g39e3ec (released 2026-03-27T00:05:34.000Z, fake)\n", version);
        Assert.Equal(0, await asked.ExitAsync());
        Assert.Equal("\e[=0u\e[<u\e[?25h", help.Error);
        Assert.All(
            ["--execute", "--stream-json", "--stream-json-input", "--stream-json-thinking", "--dangerously-allow-all", "--mode", "--visibility", "--label", "--settings-file", "--mcp-config", "--log-level", "--log-file", "    continue "],
            flag => Assert.Contains(flag, help.Output, StringComparison.Ordinal));
        Assert.Empty(amp.Runs);
        Assert.Equal(["--version", "--help"], amp.Probes.Select(probe => Assert.Single(probe.Arguments)));
    }

    [Fact(Timeout = 30_000)]
    public async Task Version_and_help_say_what_the_script_says()
    {
        await using var amp = FakeAmp.Playing(Script.HasVersion("1.2.3").HasHelp("--new-flag"));

        Assert.Equal("1.2.3\n", (await RunningAmp.RunAsync(amp, "", "--version")).Output);
        Assert.Equal("--new-flag\n", (await RunningAmp.RunAsync(amp, "", "--help")).Output);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_probe_can_be_made_to_fail()
    {
        await using var amp = FakeAmp.Playing(Script.ForCommand("--version", AmpScript.New.WritesStderr("no").ExitsWith(4)));

        var run = await RunningAmp.RunAsync(amp, "", "--version");

        Assert.Equal(("", "no", 4), (run.Output, run.Error, run.ExitCode));
    }
}
