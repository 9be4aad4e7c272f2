namespace Amp.Client;

/// <summary>What has come to pass in the threads that are watched.</summary>
public enum AmpThreadChangeKind
{
    /// <summary>There is a thread that there was not. Its messages follow.</summary>
    ThreadAdded,

    /// <summary>A message is there, whole. Each message of a thread is told like this once, whatever becomes of its file.</summary>
    MessageAdded,

    /// <summary>A message that was told has another state or content: the tool that ran is done, the prompt was edited. Not told: how far a tool has come.</summary>
    MessageChanged,

    /// <summary>The thread has another title, mode or activity. Told after the messages that brought it about.</summary>
    ThreadChanged,

    /// <summary>The thread's file is gone. If it comes back, that is a <see cref="ThreadAdded"/>, and only messages that were not told follow.</summary>
    ThreadDeleted,

    /// <summary>A file cannot be read, or not as a whole, and nobody is at work on it any more. Told once until it can be read again.</summary>
    Problem,

    /// <summary>All that was there when the watch began has been told, or passed over; what follows is new. Told once.</summary>
    CaughtUp,
}
