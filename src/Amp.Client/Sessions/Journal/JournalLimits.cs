namespace Amp.Client.Sessions.Journal;

/// <summary>How large a log may grow and what an event survives.</summary>
internal sealed record JournalLimits(long SegmentBytes, long MaxBytes, AmpSessionDurability Durability)
{
    public static JournalLimits Of(AmpSessionManagerOptions options) => new(options.SegmentBytes, options.MaxSessionBytes, options.Durability);
}
