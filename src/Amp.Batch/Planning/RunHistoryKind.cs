namespace Amp.Batch.Planning;

/// <summary>How like a cell the earlier runs are that it is estimated from.</summary>
internal enum RunHistoryKind
{
    /// <summary>The same prompt with the same combination.</summary>
    SameTask,

    /// <summary>The same combination.</summary>
    SameCombination,

    /// <summary>Any run.</summary>
    Any,
}
