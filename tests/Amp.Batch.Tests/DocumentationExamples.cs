using Amp.Batch.Tests.Reports;
using Amp.Client;
using Amp.Workspace;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Amp.Batch.Tests;

/// <summary>What docs/batch.md shows, compiled and run.</summary>
public sealed class DocumentationExamples
{
    [Fact]
    public void The_plan_of_the_page_works()
    {
        var plan = BatchPlan
            .For(new BatchPrompt("The test OrderTotals fails. Find out why, and fix it.", "Fix the test"), "Add a --json flag to the export command, with tests.")
            .WithModes("smart", "rush")
            .WithOptions("smart, thinking", new AmpRunOptions { Mode = "smart", Thinking = true })
            .WithBaseCommits("9f1c2b7")
            .Repeated(10)
            .Excluding(new BatchFilter { Prompt = "Add*", Combination = "*thinking*" })
            .LimitedTo(new BatchLimits { MaxRuns = 60, MaxTokens = 5_000_000 });

        Assert.Equal(50, plan.ExpandCells().Count);
        Assert.Empty(plan.Validate(Planning.RecordedCli.March));
    }

    [Fact]
    public void The_JSON_of_the_page_is_a_plan()
    {
        var page = File.ReadAllText(Path.Combine(Planning.RecordedCli.Root, "docs", "batch.md"));
        var start = page.IndexOf("```json", StringComparison.Ordinal) + 7;

        var plan = BatchPlan.FromJson(page[start..page.IndexOf("```", start, StringComparison.Ordinal)]);

        Assert.Equal((2, 10, 200), (plan.Prompts.Count, plan.Repetitions, plan.Limits.MaxRuns));
        Assert.Empty(plan.Validate(Planning.RecordedCli.March));
    }

    [Fact]
    public async Task The_stored_report_of_the_page_works()
    {
        using var temporary = new TemporaryFolder();
        var folder = temporary.Path;
        var report = SampleBatch.Report(1);

        var store = new BatchStore(folder);
        await store.SaveAsync(report);

        var history = new BatchHistory(store);
        await foreach (var batch in history.GetBatchHistoryAsync())
        {
            Console.WriteLine($"{batch.Id}  {batch.Name}  {batch.Problem ?? $"{batch.Totals!.Succeeded} of {batch.Totals.Cells}"}");
        }

        await history.PruneAsync(new BatchRetention { MaxCount = 50, MaxAge = TimeSpan.FromDays(90) });

        var page = Path.Combine(folder, "report.html");
        BatchReport[] earlier = [SampleBatch.Report(1, "earlier")];
        Console.WriteLine(BatchExporter.ToText(report));
        await BatchExporter.ExportAsync(report, BatchReportFormat.Html, page, new BatchHtmlOptions { Store = store, Earlier = earlier });

        Assert.True(File.Exists(page));
    }

    [Fact(Timeout = 60_000)]
    public async Task The_runner_of_the_page_works()
    {
        await using var bed = await Execution.BatchBed.CreateAsync();
        var services = new ServiceCollection();
        Add(services, bed.Repository.Path);
        Assert.Equal(300, services.BuildServiceProvider().GetRequiredService<IOptions<BatchRunnerOptions>>().Value.CellTimeout.TotalSeconds);

        await using var client = bed.CreateClient();
        await RunAsync(new BatchRunner(client, bed.Store, bed.CreateOptions()), BatchPlan.For("good"), null, CancellationToken.None);
        Assert.Equal("good\n", await File.ReadAllTextAsync(Path.Combine(bed.Repository.Path, "answer.txt")));
    }

    private static void Add(IServiceCollection services, string repository)
    {
        services.AddAmpClient();
        services.AddAmpBatch(options =>
        {
            options.Repository = repository;
            options.Setup.Add(new BatchCommand("dotnet", "restore"));
            options.Verify.Add(new BatchCommand("dotnet", "test", "--logger", "trx;LogFileName=tests.trx") { TestReport = "TestResults/*.trx", TimeLimit = TimeSpan.FromMinutes(10) });
            options.Scorer = async (cell, token) => (await File.ReadAllLinesAsync(Path.Combine(cell.WorkingDirectory, "CHANGELOG.md"), token)).Length;
        });
    }

    private static async Task RunAsync(BatchRunner runner, BatchPlan plan, IProgress<BatchProgress>? progress, CancellationToken cancellationToken)
    {
        var report = await runner.RunAsync(plan, progress, cancellationToken);
        var (id, winner) = (report.Id, report.Cells[0]);

        // Or in your hand: run.Id, run.Pause(), run.Continue(), run.StopAsync().
        await using var run = await runner.StartAsync(plan, cancellationToken: cancellationToken);
        await foreach (var happened in run.ReadEventsAsync(cancellationToken))
        {
            Console.WriteLine($"{happened.Kind} {happened.Cell?.Cell.Name}: {happened.Progress.Done} of {happened.Progress.Total}, {happened.Progress.TimeLeft} left");
        }

        // After StopAsync, a limit, or a host that died.
        var rest = await runner.ResumeAsync(id, cancellationToken: cancellationToken);
        var applied = await runner.ApplyAsync(report.Id, winner, cancellationToken: cancellationToken);
        Assert.Equal((report.ToJson(), IntegrationStatus.Ok), (rest.ToJson(), applied.Status));
    }
}
