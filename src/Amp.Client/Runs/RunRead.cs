using Amp.Streaming;

namespace Amp.Client.Runs;

/// <summary>What waiting for a run's next line came to: an item, the end, a clock that ran out, or a stall that was recognised.</summary>
internal readonly record struct RunRead(AmpStreamItem? Item = null, AmpClock? ClockRanOut = null, RunStall? Stall = null)
{
    public static RunRead End => default;

    public bool IsEnd => Item is null && ClockRanOut is null && Stall is null;
}
