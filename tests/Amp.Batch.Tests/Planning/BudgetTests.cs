namespace Amp.Batch.Tests.Planning;

public sealed class BudgetTests
{
    [Fact]
    public void Runs_stop_at_their_number_also_when_many_ask_at_once()
    {
        var budget = new BatchBudget(new() { MaxRuns = 50 });
        var allowed = 0;

        Parallel.For(0, 500, i =>
        {
            if (budget.TryStart($"c-{i}", out _))
            {
                Interlocked.Increment(ref allowed);
            }
        });

        Assert.Equal((50, 50), (allowed, budget.StartedRuns));
    }

    [Fact]
    public void Tokens_stop_before_they_are_passed_by_what_runs_take_on_average()
    {
        var budget = new BatchBudget(new() { MaxTokens = 1_000 });
        Assert.True(budget.TryStart("a", out _));
        budget.Record(Result("a", tokens: 300));
        Assert.True(budget.TryStart("b", out _));
        Assert.True(budget.TryStart("c", out _));   // 300 + 2 × 300 expected

        Assert.False(budget.TryStart("d", out var refusal));   // a fourth would be 1,200

        Assert.Contains("MaxTokens of 1000 is reached", refusal, StringComparison.Ordinal);
        budget.Record(Result("b", tokens: 30));
        budget.Record(Result("c", tokens: 30));
        Assert.True(budget.TryStart("d", out _));   // they were cheaper
        Assert.Equal(360, budget.Tokens);
    }

    [Fact]
    public void Credits_that_nobody_tells_stop_the_batch_unless_that_is_allowed()
    {
        var limits = new BatchLimits { MaxCredits = 10 };
        var strict = new BatchBudget(limits);
        var lenient = new BatchBudget(limits with { AllowUnknownSpend = true });

        strict.Record(Result("a", tokens: 5));
        lenient.Record(Result("a", tokens: 5));

        Assert.False(strict.TryStart("b", out var refusal));
        Assert.Contains("told no credits", refusal, StringComparison.Ordinal);
        Assert.True(lenient.TryStart("b", out _));
    }

    [Fact]
    public void What_failed_before_it_used_the_model_stops_nothing()
    {
        var budget = new BatchBudget(new() { MaxCredits = 10, MaxTokens = 10 });

        budget.Record(Result("a", tokens: null) with { Outcome = BatchOutcome.Crashed });
        budget.Record(Result("b", tokens: null) with { Outcome = BatchOutcome.SetupFailed });

        Assert.True(budget.TryStart("c", out _));
        Assert.Equal(2, budget.StartedRuns);
        budget.Record(Result("c", tokens: null) with { Outcome = BatchOutcome.SetupFailed });
        Assert.Equal(1, budget.StartedRuns);
    }

    private static BatchCellResult Result(string cell, long? tokens) => new()
    {
        CellId = cell,
        PromptId = "p",
        CombinationId = "k",
        Repetition = 1,
        Outcome = BatchOutcome.Succeeded,
        Tokens = tokens is null ? null : new() { Output = tokens },
    };
}
