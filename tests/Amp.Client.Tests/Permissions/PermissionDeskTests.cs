using System.Diagnostics;
using Amp.Client.Channel;
using Amp.Client.Permissions;
using Amp.Client.Tests.Channel;
using Amp.Client.Tests.Configuration;
using Amp.Client.Tests.Diagnostics;

namespace Amp.Client.Tests.Permissions;

/// <summary>A real broker asks, and whatever goes wrong rejects.</summary>
public sealed class PermissionDeskTests
{
    private const int Limit = 30_000;
    private const string Input = """{"cmd":"ls"}""";

    private readonly CapturedLog _log = new();

    [Theory(Timeout = Limit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_handler_allows_is_answered_with_zero_and_no_word(bool usesPipe)
    {
        AmpPermissionRequest? asked = null;
        await using var channel = Open((request, _) => Answer(asked = request, AmpPermissionDecision.Allow()), usesPipe: usesPipe);

        Assert.Equal((0, "", ""), await channel.RunBrokerAsync(Input));
        Assert.Equal(("Bash", "toolu_1", "ls", "/w"), (asked!.Tool, asked.ToolUseId, asked.FindText("cmd"), asked.WorkingDirectory));
        Assert.Equal("T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd", asked.Thread!.Value.Value);
        Assert.Null(asked.IsSubagent);
    }

    [Theory(Timeout = Limit)]
    [InlineData("No.")]
    [InlineData("two\nlines, ä€😀  \n")]
    [InlineData("")]
    public async Task What_it_rejects_is_answered_with_two_and_the_reason_as_it_is(string reason)
    {
        await using var channel = Open((_, _) => Answer(AmpPermissionDecision.Reject(reason)));

        var (exitCode, _, errors) = await channel.RunBrokerAsync(Input);

        Assert.Equal(2, exitCode);
        Assert.Equal(reason.Length > 0 ? reason : "The user rejected this tool call.", errors);
    }

    [Fact(Timeout = Limit)]
    public async Task A_reason_of_any_length_is_cut_at_a_mebibyte_between_characters()
    {
        await using var channel = Open((_, _) => Answer(AmpPermissionDecision.Reject("x" + new string('ä', 1024 * 1024))));

        var (_, _, errors) = await channel.RunBrokerAsync(Input);

        Assert.Equal("x" + new string('ä', (1024 * 1024 / 2) - 1), errors);
    }

    [Fact(Timeout = Limit)]
    public async Task A_handler_that_throws_rejects_and_its_words_go_to_the_log_alone()
    {
        await using var channel = Open((_, _) => throw new InvalidOperationException("the secret is 42"));

        var (exitCode, _, errors) = await channel.RunBrokerAsync(Input);

        Assert.Equal((2, "The application's permission handler failed, so this tool call was rejected."), (exitCode, errors));
        Assert.Contains("the secret is 42", _log.Everything, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_handler_that_gives_nothing_rejects()
    {
        await using var channel = Open((_, _) => Task.FromResult<AmpPermissionDecision>(null!));

        Assert.Equal((2, "", "The application's permission handler gave no decision, so this tool call was rejected."), await channel.RunBrokerAsync(Input));
    }

    [Fact(Timeout = Limit)]
    public async Task A_handler_that_never_answers_rejects_when_its_time_is_up_though_it_does_not_listen()
    {
        var clock = new ManualClock();
        var asking = new AskingTime(clock);
        var token = CancellationToken.None;
        await using var channel = Open(
            (_, cancellationToken) =>
            {
                token = cancellationToken;
                return new TaskCompletionSource<AmpPermissionDecision>().Task;
            },
            clock: clock,
            asking: asking);
        var broker = channel.RunBrokerAsync(Input);
        Assert.True(SpinWait.SpinUntil(() => asking.IsAsking && token.CanBeCanceled, TimeSpan.FromSeconds(10)));

        clock.Advance(TimeSpan.FromSeconds(299));
        Assert.False(token.IsCancellationRequested);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((2, "", "Nobody decided on this tool call within 5 minutes, so it was rejected."), await broker);
        Assert.True(token.IsCancellationRequested);
        Assert.Equal(TimeSpan.FromMinutes(5), asking.Elapsed);
    }

    [Fact(Timeout = Limit)]
    public async Task A_run_that_ends_while_somebody_is_asked_rejects()
    {
        var asked = new TaskCompletionSource();
        var channel = Open(async (_, cancellationToken) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return AmpPermissionDecision.Allow();
        });
        await using var scope = channel;
        var broker = channel.RunBrokerAsync(Input);
        await asked.Task;

        await channel.CloseAsync();

        Assert.Equal((2, "", "The run has ended, so this tool call was rejected."), await broker);
    }

    [Fact(Timeout = Limit)]
    public async Task A_broker_that_finds_nobody_rejects_and_has_read_its_input()
    {
        var channel = Open((_, _) => Answer(AmpPermissionDecision.Allow()));
        await channel.CloseAsync();
        await using var scope = channel;

        var answer = await channel.RunBrokerAsync($$"""{"content":"{{new string('x', 400_000)}}"}""");

        Assert.Equal((2, "", "The application that decides on this tool call cannot be reached, so it was rejected."), answer);
    }

    [Fact(Timeout = Limit)]
    public async Task A_broker_whose_host_stands_still_gives_up_by_itself()
    {
        await using var channel = OpenChannel.Serving(ChannelWire.Permission, (_, token) => Task.Delay(Timeout.Infinite, token), answerSeconds: 1);

        Assert.Equal((2, "", "The application that decides on this tool call did not answer in time, so it was rejected."), await channel.RunBrokerAsync(Input));
    }

    [Theory(Timeout = Limit)]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("[1]")]
    public async Task A_malformed_question_rejects(string input)
    {
        await using var channel = Open((_, _) => Answer(AmpPermissionDecision.Allow()));

        var (exitCode, _, errors) = await channel.RunBrokerAsync(input);

        Assert.Equal(2, exitCode);
        Assert.StartsWith("The question about this tool call was malformed, so it was rejected: the input is ", errors, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task The_handler_learns_that_the_CLI_gave_the_call_up()
    {
        var asked = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        await using var channel = Open(async (_, cancellationToken) =>
        {
            await using var registration = cancellationToken.Register(cancelled.SetResult);
            asked.SetResult();
            await cancelled.Task;
            return AmpPermissionDecision.Allow();
        });
        using var broker = Process.Start(channel.Broker())!;
        broker.StandardInput.Write(Input);
        broker.StandardInput.Close();
        await asked.Task;

        broker.Kill();

        await cancelled.Task;
    }

    [Fact(Timeout = Limit)]
    public async Task A_decision_is_remembered_for_what_it_was_said_to_hold_for()
    {
        var asked = 0;
        await using var channel = Open((request, _) =>
        {
            asked++;
            return Answer(request.FindText("cmd")!.StartsWith("git", StringComparison.Ordinal)
                ? AmpPermissionDecision.Allow().ForRun(AmpPermissionRule.Allow("Bash").When("cmd", "git *"))
                : AmpPermissionDecision.Reject("No.").ForRun().WithSameInput());
        });

        int[] answers =
        [
            (await channel.RunBrokerAsync("""{"cmd":"git log"}""")).ExitCode, (await channel.RunBrokerAsync("""{"cmd":"git push"}""")).ExitCode,
            (await channel.RunBrokerAsync("""{"cmd":"ls"}""")).ExitCode, (await channel.RunBrokerAsync("""{"cmd":"ls"}""")).ExitCode, (await channel.RunBrokerAsync("""{"cmd":"ls -l"}""")).ExitCode,
        ];

        Assert.Equal([0, 0, 2, 2, 2], answers);
        Assert.Equal(3, asked);
    }

    [Fact(Timeout = Limit)]
    public async Task Half_of_a_surrogate_pair_which_a_model_may_write_is_decided_on_like_any_other_text()
    {
        List<string?> asked = [];
        await using var channel = Open((request, _) =>
        {
            asked.Add(request.FindText("cmd"));
            return Answer(AmpPermissionDecision.Allow().ForRun(AmpPermissionRule.Allow("Bash").When("cmd", "git *")));
        });

        Assert.Equal((0, "", ""), await channel.RunBrokerAsync("""{"cmd":"git \ud83d\u00e9\n"}"""));
        Assert.Equal((0, "", ""), await channel.RunBrokerAsync("""{"cmd":"git \ude00 again","\ud83d":1}"""));
        Assert.Equal((0, "", ""), await channel.RunBrokerAsync("""{"cmd":"no \ud83d","\ud83d":1}"""));

        Assert.Equal(["git \ud83d\u00e9\n", "no \ud83d"], asked);
    }

    [Fact(Timeout = Limit)]
    public async Task A_session_remembers_from_one_run_to_the_next_until_it_is_cleared()
    {
        var session = new AmpPermissionSession();
        var asked = 0;
        await AskAsync();
        await AskAsync();
        Assert.Equal((1, 1), (asked, session.Count));

        session.Clear();
        await AskAsync();
        Assert.Equal(2, asked);

        async Task AskAsync()
        {
            await using var channel = Open((_, _) => Answer(asked++, AmpPermissionDecision.Allow().ForSession()), new() { Session = session });
            Assert.Equal(0, (await channel.RunBrokerAsync(Input)).ExitCode);
        }
    }

    private static Task<AmpPermissionDecision> Answer(AmpPermissionDecision decision) => Task.FromResult(decision);

    private static Task<AmpPermissionDecision> Answer(object? noted, AmpPermissionDecision decision) => Task.FromResult(noted is null ? null! : decision);

    private OpenChannel Open(AmpPermissionHandler handler, AmpPermissionOptions? options = null, bool usesPipe = false, TimeProvider? clock = null, AskingTime? asking = null)
    {
        var time = clock ?? TimeProvider.System;
        var desk = new PermissionDesk(handler, options ?? AmpPermissionOptions.Default, "/w", asking ?? new(time), time, _log);
        return OpenChannel.Serving(ChannelWire.Permission, (stream, token) => desk.ServeAsync(stream, isSubagent: null, token), usesPipe, clock);
    }
}
