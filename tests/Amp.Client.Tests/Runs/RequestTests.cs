using System.Text.Json;
using Amp.Client.Tests.Cli.Capabilities;
using Amp.Testing;

namespace Amp.Client.Tests.Runs;

/// <summary>What reaches the CLI.</summary>
public sealed class RequestTests
{
    private const string Thread = "T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd";

    public static TheoryData<string> Prompts =>
    [
        "hello",
        "",
        "  \n ",
        "-x --help --dangerously-allow-all",
        "--mode=evil\n--stream-json-input",
        "'single' \"double\" `ticks` $(id) %PATH% \\ ^ & | < >",
        "lines\nand\r\nlines\n\n",
        "emoji 😀 👩‍💻 é עברית \u2028 \u0001 \u001b[31m",
        "\ufeffbyte order mark",
        "NUL \0 inside",
        "{\"type\":\"user\"}",
    ];

    [Theory(Timeout = ScriptedRun.Limit)]
    [MemberData(nameof(Prompts))]
    public async Task A_prompt_arrives_exactly(string prompt)
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.SaysHello());

        await run.Client.RunIterationAsync(prompt);

        Assert.Equal(prompt, PromptThatArrived(Assert.Single(run.Cli.Runs)));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_prompt_of_a_megabyte_arrives_exactly()
    {
        var prompt = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"line {i} é\n"));
        await using var run = ScriptedRun.Playing(AmpScript.New.SaysHello());

        await run.Client.RunIterationAsync(prompt);

        Assert.Equal(prompt, PromptThatArrived(Assert.Single(run.Cli.Runs)));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_CLI_that_never_reads_its_input_does_not_stop_us()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.NeverReadsInput().Emits("""{"type":"result","subtype":"success","is_error":false,"result":"did not read"}"""));

        var result = await run.Client.RunIterationAsync(new string('x', 1_000_000));

        Assert.Equal("did not read", result.Text);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task No_prompt_shows_among_the_arguments()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.SaysHello());

        await run.Client.RunIterationAsync("secret plan", new() { Mode = "smart", DangerouslyAllowAll = true, ExtraArguments = ["--no-ide"] });

        Assert.Equal(["--execute", "--stream-json", "--dangerously-allow-all", "--mode=smart", "--no-ide"], Assert.Single(run.Cli.Runs).Arguments);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task A_value_cannot_become_a_flag()
    {
        // A CLI with modes of plugins: there any name may be a mode.
        await using var run = ScriptedRun.Playing(AmpScript.New.SaysHello().HasHelp(RecordedHelp.HelpOf(RecordedHelp.September23)));

        await run.Client.RunIterationAsync("x", new() { Mode = "--dangerously-allow-all" });

        Assert.Contains("--mode=--dangerously-allow-all", Assert.Single(run.Cli.Runs).Arguments);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Continuing_names_the_thread_and_stays_in_it()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.SaysHello());

        var result = await run.Client.ContinueThreadAsync("https://ampcode.com/threads/" + Thread, "more");

        Assert.Equal(["threads", "continue", Thread, "--execute", "--stream-json"], Assert.Single(run.Cli.Runs).Arguments);
        Assert.Equal(Thread, result.ThreadId!.Value.Value);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task The_run_comes_before_the_client_and_the_client_before_the_process()
    {
        Environment.SetEnvironmentVariable("AMP_TEST_INHERITED", "inherited");
        await using var run = ScriptedRun.Playing(AmpScript.New.SaysHello(), options =>
        {
            options.ServerUrl = "http://127.0.0.1:9/";
            options.ApiKey = "the-key";
            options.EnvironmentVariables["A"] = "client";
            options.EnvironmentVariables["B"] = "client";
            options.EnvironmentVariables["C"] = "client";
        });

        await run.Client.RunIterationAsync("x", new() { EnvironmentVariables = new Dictionary<string, string?> { ["B"] = "run", ["C"] = null, ["AMP_TEST_INHERITED"] = null } });

        var environment = Assert.Single(run.Cli.Runs).Environment;
        Assert.Equal(("client", "run"), (environment["A"], environment["B"]));
        Assert.Equal(("http://127.0.0.1:9/", "the-key"), (environment["AMP_URL"], environment["AMP_API_KEY"]));
        Assert.False(environment.ContainsKey("C") || environment.ContainsKey("AMP_TEST_INHERITED"));
        Assert.True(environment.ContainsKey("PATH"));
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task The_run_works_in_the_directory_that_it_was_given()
    {
        var directory = Directory.CreateTempSubdirectory("amp with a space ").FullName;
        await using var run = ScriptedRun.Playing(AmpScript.New.SaysHello());

        await run.Client.RunIterationAsync("x", new() { WorkingDirectory = directory });

        Assert.Equal(directory, Assert.Single(run.Cli.Runs).WorkingDirectory);
        Directory.Delete(directory, recursive: true);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Bad_arguments_are_refused_before_anything_is_started()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.SaysHello());
        var missing = Path.Combine(Path.GetTempPath(), "no-such-directory-" + Guid.NewGuid());

        var e = await Assert.ThrowsAsync<ArgumentException>(() => run.Client.RunIterationAsync("x", new() { WorkingDirectory = missing }));
        Assert.Contains(missing, e.Message, StringComparison.Ordinal);

        // At the call, not when the stream is first read.
        Assert.Throws<ArgumentException>(() => { _ = run.Client.StreamAsync("x", new() { WorkingDirectory = missing }); });
        await Assert.ThrowsAsync<ArgumentException>(() => run.Client.StartAsync(new() { Prompt = "x", Options = new() { WorkingDirectory = missing } }));
        await Assert.ThrowsAsync<ArgumentException>(() => run.Client.RunIterationAsync("x", new() { Mode = " " }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => run.Client.RunIterationAsync("x", new() { Timeout = TimeSpan.Zero }));
        await Assert.ThrowsAsync<ArgumentException>(() => run.Client.RunIterationAsync("x", new() { EnvironmentVariables = new Dictionary<string, string?> { [""] = "x" } }));
        Assert.Throws<ArgumentNullException>(() => { AmpPrompt prompt = (string)null!; });

        Assert.Empty(run.Cli.Runs);
    }

    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task The_CLI_tells_its_version_and_where_its_key_is()
    {
        await using var run = ScriptedRun.Playing(AmpScript.New.HasVersion("1.2.3-gabc (released 2026-01-01T00:00:00.000Z, 1mo ago)"), options => options.ApiKey = "the-key");

        var cli = await run.Client.GetCliAsync();

        Assert.Equal((run.Cli.Path, "1.2.3-gabc", "AMP_API_KEY"), (cli.Path, cli.Version, cli.CredentialSource));
    }

    private static string? PromptThatArrived(FakeAmpRun run)
    {
        if (!run.Arguments.Contains("--stream-json-input"))
        {
            return run.StandardInput;
        }

        using var json = JsonDocument.Parse(run.StandardInput);
        return json.RootElement.GetProperty("message").GetProperty("content")[0].GetProperty("text").GetString();
    }
}
