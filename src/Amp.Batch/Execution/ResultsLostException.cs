namespace Amp.Batch.Execution;

/// <summary>What came of a cell cannot be written, or there is no room to run it. That says nothing about the cell: the batch ends, and runs it again when it is resumed.</summary>
internal sealed class ResultsLostException(string message, Exception inner) : IOException(message, inner);
