namespace Amp.Batch;

/// <summary>What happened in a batch.</summary>
public enum BatchEventKind
{
    /// <summary>It began, or went on where another host had stopped.</summary>
    Started,

    /// <summary>A cell came to another <see cref="BatchCellState"/>.</summary>
    CellChanged,

    /// <summary>A cell is to be tried again: <see cref="BatchEvent.Result"/> says how the last attempt ended.</summary>
    CellRetried,

    /// <summary>A cell is over, and what came of it is safe on the disk.</summary>
    CellFinished,

    /// <summary>The service refused: nothing is started for a while.</summary>
    BackingOff,

    /// <summary>Somebody paused it.</summary>
    Paused,

    /// <summary>Somebody let it go on.</summary>
    Continued,

    /// <summary>It is over. The last event.</summary>
    Ended,
}
