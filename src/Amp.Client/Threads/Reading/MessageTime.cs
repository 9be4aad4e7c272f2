namespace Amp.Client.Threads;

/// <summary>When a message was written, and how that is known.</summary>
internal readonly record struct MessageTime(DateTimeOffset? Time, AmpTimestampSource? Source)
{
    public static MessageTime Of(DateTimeOffset? time, AmpTimestampSource source) => new(time, time is null ? null : source);
}
