namespace Amp.Batch;

/// <summary>What a scorer sees of a cell: the agent has come to its end, and the verify commands have run.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Result">What came of it so far; the score is still missing.</param>
/// <param name="WorkingDirectory">The cell's worktree, as the agent and the verify commands left it. It is removed afterwards.</param>
/// <param name="Patch">What the agent changed, as <c>git apply</c> takes it; empty when nothing, or when it was too long to keep.</param>
public sealed record BatchCellContext(BatchCell Cell, BatchCellResult Result, string WorkingDirectory, ReadOnlyMemory<byte> Patch);
