using Amp.Client;

namespace Amp.Batch.Tests.Planning;

public sealed class ValidationTests
{
    [Fact]
    public void Every_impossible_cell_is_named_before_the_first_run_and_all_at_once()
    {
        var plan = BatchPlan.For("p1", "p2").WithModes("smart", "ultra").WithModels("gpt-5")
            .WithOptions("titled", new() { Thread = new() { Title = "t" }, Features = ["pro"] })
            .WithArgumentSets(BatchArguments.None, new(["--effort=max"]), new(["-m", "nosuch"]));

        var problems = plan.Validate(RecordedCli.March);

        var impossible = problems.SelectMany(static problem => problem.Cells).Select(static cell => cell.Id).ToHashSet();
        var possible = Assert.Single(plan.ExpandCells().Where(cell => !impossible.Contains(cell.Id)).GroupBy(static cell => cell.Combination.Id));
        Assert.Equal("smart", possible.First().Combination.Name);
        Assert.Equal(6, Find("--mode=ultra").Cells.Count);
        Assert.Equal(6, Find("--model").Cells.Count);
        Assert.Equal(6, Find("--title").Cells.Count);
        Assert.Equal(6, Find("--features").Cells.Count);
        Assert.Equal(8, Find("--effort").Cells.Count);
        Assert.Equal(8, Find("-m=nosuch").Cells.Count);
        var thrown = Assert.Throws<BatchPlanException>(() => plan.EnsureValid(RecordedCli.March));
        Assert.Equal(problems.Count, thrown.Problems.Count);
        Assert.Contains(impossible.First(), thrown.Message, StringComparison.Ordinal);

        BatchProblem Find(string what) => Assert.Single(problems, problem => problem.Message.Contains(what + " ", StringComparison.Ordinal) || problem.Message.Contains(what + ".", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_environment_is_checked_against_its_own_CLI()
    {
        var plan = BatchPlan.For("p").WithModes("smart", "medium").WithEnvironments(new BatchEnvironment("march"), new BatchEnvironment("september"));

        var problems = plan.Validate(static environment => environment?.Name == "march" ? RecordedCli.March : RecordedCli.September);

        Assert.Equal("medium in march", Assert.Single(Assert.Single(problems).Cells).Combination.Name);
    }

    [Fact]
    public void A_plan_that_works_has_no_problem()
    {
        var plan = BatchPlan.For("p ends in white space ").WithModes("smart", "rush").WithArguments("--label=x", "--visibility", "private").Repeated(2);

        Assert.Empty(plan.Validate(RecordedCli.March));
        Assert.Same(plan, plan.EnsureValid(RecordedCli.March));
    }

    [Fact]
    public void What_no_CLI_is_known_to_refuse_is_let_through_when_nothing_is_known() =>
        Assert.Empty(BatchPlan.For("p").WithModes("nosuch").WithArguments("--nosuch").Validate(AmpCliCapabilities.Unknown));

    [Fact]
    public void A_flag_that_the_help_does_not_list_can_be_allowed()
    {
        var plan = BatchPlan.For("p").WithArguments("--secret-flag");

        Assert.Single(plan.Validate(RecordedCli.March));
        Assert.Empty((plan with { AllowUnlistedArguments = true }).Validate(RecordedCli.March));
    }

    public static TheoryData<string, BatchPlan> Broken => new()
    {
        { "no prompt", new BatchPlan() },
        { "blank", BatchPlan.For(" \n") },
        { "Repetitions", BatchPlan.For("p").Repeated(0) },
        { "MaxRuns", BatchPlan.For("p").LimitedTo(new() { MaxRuns = 0 }) },
        { "MaxRuns", BatchPlan.For("p").Repeated(3).LimitedTo(new() { MaxRuns = 2 }) },
        { "MaxCredits", BatchPlan.For("p").LimitedTo(new() { MaxCredits = 0 }) },
        { "MaxTokens", BatchPlan.For("p").LimitedTo(new() { MaxTokens = -1 }) },
        { "no cell", BatchPlan.For("p").OnlyWhere(static _ => false) },
        { "cells before filters", BatchPlan.For([.. Enumerable.Range(0, 11).Select(static i => new BatchPrompt($"p{i}"))]).Repeated(10_000) },
        { "working directory", BatchPlan.For("p").WithOptions("o", new() { WorkingDirectory = "/x" }) },
        { "timeout", BatchPlan.For("p").WithOptions("o", new() { Timeout = TimeSpan.Zero }) },
        { "no commit", BatchPlan.For("p").WithBaseCommits("--upload-pack=evil") },
        { "no commit", BatchPlan.For("p").WithBaseCommits("a\nb") },
        { "Only one can count", BatchPlan.For("p").WithVariants(new BatchVariant { ModeOrModel = "a", Options = new() { Mode = "b" } }) },
        { "is blank", BatchPlan.For("p").WithVariants(new BatchVariant { ModeOrModel = " " }) },
        { "no name", BatchPlan.For("p").WithEnvironments(new BatchEnvironment(" ")) },
        { "environment variable", BatchPlan.For("p").WithEnvironments(new BatchEnvironment("e") { Variables = new Dictionary<string, string?> { ["A=B"] = "" } }) },
        { "the SDK's own", BatchPlan.For("p").WithArguments("--stream-json") },
        { "needs a value", BatchPlan.For("p").WithArguments("--mode") },
        { "does not exist", BatchPlan.For("p").WithOptions("o", new() { SettingsFile = "/nosuch/settings.json" }) },
        { "permission rules", BatchPlan.For("p").WithOptions("o", new() { DangerouslyAllowAll = true, Settings = new() { Permissions = [AmpPermissionRule.Reject("Bash")] } }) },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_cannot_work_is_said(string what, BatchPlan plan) =>
        Assert.Contains(plan.Validate(RecordedCli.March), problem => problem.ToString().Contains(what, StringComparison.Ordinal));
}
