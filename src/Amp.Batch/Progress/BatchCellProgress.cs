namespace Amp.Batch;

/// <summary>Where one cell of a batch is.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="State">Where it is.</param>
/// <param name="Attempt">Which attempt it is, from 1 on; 0 before the first.</param>
/// <param name="Outcome">How it ended; <see langword="null"/> before.</param>
public sealed record BatchCellProgress(BatchCell Cell, BatchCellState State, int Attempt, BatchOutcome? Outcome);
