using System.Diagnostics;
using System.Globalization;
using Amp.Client.Channel;
using Amp.Client.Permissions;
using Amp.Client.Tests.Channel;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace Amp.Client.Tests.Permissions;

/// <summary>What a question costs, from the start of the broker to its end. Measures; judges nothing, because the machine may be busy.</summary>
public sealed class BrokerOverheadTests(ITestOutputHelper output)
{
    [Fact(Timeout = 120_000)]
    public async Task A_question_costs_the_start_of_a_small_program()
    {
        var times = int.Parse(Environment.GetEnvironmentVariable("AMP_PERMISSION_OVERHEAD") ?? "3", CultureInfo.InvariantCulture);
        var desk = new PermissionDesk((_, _) => Task.FromResult(AmpPermissionDecision.Allow()), AmpPermissionOptions.Default, "/w", new(TimeProvider.System), TimeProvider.System, NullLogger.Instance);
        await using var channel = OpenChannel.Serving(ChannelWire.Permission, (stream, token) => desk.ServeAsync(stream, null, token));
        List<double> milliseconds = [];
        for (var i = 0; i < times; i++)
        {
            var started = Stopwatch.GetTimestamp();
            Assert.Equal(0, (await channel.RunBrokerAsync("""{"cmd":"ls"}""")).ExitCode);
            milliseconds.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        milliseconds.Sort();
        output.WriteLine($"{times} questions: {milliseconds[0]:0} ms at best, {milliseconds[times / 2]:0} ms in the middle, {milliseconds[^1]:0} ms at worst.");
    }
}
