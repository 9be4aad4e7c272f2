using Amp.Client.Conversations;

namespace Amp.Client.Tests.Conversations;

/// <summary>Whose turn it is.</summary>
public sealed class TurnQueueTests
{
    [Theory]
    [InlineData(true, "steer 1, steer 2, one, two")]
    [InlineData(false, "one, steer 1, steer 2, two")]
    public void Those_that_interrupt_come_in_the_order_in_which_they_were_sent_behind_what_they_interrupt(bool isOneUnderWay, string expected)
    {
        var queue = new TurnQueue();
        queue.Add(Turn("one", isSteer: false), isOneUnderWay);
        queue.Add(Turn("steer 1", isSteer: true), isOneUnderWay);
        queue.Add(Turn("two", isSteer: false), isOneUnderWay);
        queue.Add(Turn("steer 2", isSteer: true), isOneUnderWay);

        Assert.Equal(expected, string.Join(", ", queue.All.Select(turn => turn.Prompt.Text)));
    }

    private static AmpTurn Turn(string prompt, bool isSteer) => new(prompt, default, isSteer, static _ => Task.CompletedTask, CancellationToken.None);
}
