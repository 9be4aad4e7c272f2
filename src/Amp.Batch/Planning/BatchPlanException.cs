namespace Amp.Batch;

/// <summary>A plan that cannot be read or cannot be run. Nothing was started.</summary>
public sealed class BatchPlanException : BatchException
{
    internal BatchPlanException(IReadOnlyList<BatchProblem> problems)
        : base(problems.Count == 1 ? problems[0].ToString() : $"The plan has {problems.Count} problems:{string.Concat(problems.Select(static problem => $"\n- {problem}"))}") =>
        Problems = problems;

    /// <summary>All of what is wrong with it.</summary>
    public IReadOnlyList<BatchProblem> Problems { get; }
}
