using Amp.Client;
using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;
using Amp.Streaming;
using Xunit.Abstractions;

namespace Amp.Conformance.Tests;

/// <summary>Real CLIs that are started before there is anything for them to do.</summary>
public sealed class WarmPoolTests(ITestOutputHelper output)
{
    [ConformanceTheory(UnixOnly = true)]
    [EachCli]
    public async Task A_run_on_a_process_that_waited_is_a_run_like_any_other(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        await using (var client = sandbox.CreateClient(options => options.WarmPool.Size = 1))
        {
            await client.WarmUpAsync(Sandbox.AllowAll);
            Assert.Empty(sandbox.ModelCalls);

            var result = await client.RunIterationAsync("@@tool é", Sandbox.AllowAll);

            Assert.False(result.IsError, result.Error);
            Assert.Equal(("Done: I ran the command.", 2, 0), (result.Text, result.Turns, result.ExitCode));
            Assert.Contains("@@tool é", sandbox.ModelCalls[0].UserTexts);
            Assert.Equal(result.ThreadId, (await client.ContinueThreadAsync(result.ThreadId!.Value, "@@hello")).ThreadId);
        }

        Assert.True(await sandbox.IsEmptyAsync());
    }

    /// <summary>The figures of docs/conversations.md: <c>AMP_WARM_ROUNDS=10 dotnet test tests/Amp.Conformance.Tests --filter WarmPoolTests --logger "console;verbosity=detailed"</c>.</summary>
    [ConformanceTheory(UnixOnly = true)]
    [EachCli(Except = CliMatrix.January)]
    public async Task The_time_to_the_first_answer_is_measured_beside_a_cold_start(string cli)
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("AMP_WARM_ROUNDS") ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        if (rounds == 0)
        {
            return;   // only by hand: a figure is not a test
        }

        await using var sandbox = await Sandbox.CreateAsync(cli);
        await using var warm = sandbox.CreateClient(options => options.WarmPool.Size = 1);
        await sandbox.Client.RunIterationAsync("@@hello");
        List<double> colds = [], warms = [];
        for (var i = 0; i < rounds; i++)
        {
            colds.Add(await MeasureAsync(sandbox.Client));
            await warm.WarmUpAsync();
            warms.Add(await MeasureAsync(warm));
        }

        double cold = Median(colds), hot = Median(warms);
        output.WriteLine($"{cli}: first answer after {cold:0} ms cold, {hot:0} ms warm (medians of {rounds}): {cold / hot:0.0} times as fast");
        Assert.True(hot < cold, $"{hot} ms warm, {cold} ms cold");
    }

    private static async Task<double> MeasureAsync(AmpClient client)
    {
        var started = System.Diagnostics.Stopwatch.StartNew();
        double first = 0;
        await foreach (var message in client.StreamAsync("@@hello"))
        {
            if (message is AssistantMessage && first == 0)
            {
                first = started.Elapsed.TotalMilliseconds;
            }
        }

        return first;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
