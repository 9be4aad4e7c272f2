using Amp.Batch;
using Amp.Client;
using Amp.Samples.BatchComparison;
using Amp.Testing;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

// Three modes × two prompts × three repetitions: which mode is better for these tasks?
//
//   dotnet run --project samples/BatchComparison              on a scripted amp: no key, no cost, the same each time
//   dotnet run --project samples/BatchComparison -- --real    on the amp that is installed: 18 runs that are charged
//   … -- --out <folder>                                       where the results go; batch-results by default
var isReal = args.Contains("--real");
var folder = args.SkipWhile(static word => word != "--out").Skip(1).FirstOrDefault() ?? "batch-results";

await using var sandbox = await TestRepository.CreateAsync();
await sandbox.CommitAsync("Two tasks", ("sum.sh", "echo $(($1 - $2))\n"), ("greet.sh", "echo \"Hello, you\"\n"));
await using var fake = isReal ? null : FakeAmp.Playing(ScriptedAgent.Script);

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

var services = new ServiceCollection();
services.AddAmpClient(options => options.CliPath = fake?.Path);
services.AddSingleton(new BatchStore(folder));
services.AddAmpBatch(options =>
{
    options.Repository = sandbox.Path;
    options.WorktreeDirectory = Path.Combine(sandbox.Surroundings, "worktrees");
    options.Verify.Add(new("sh", "-c", "test \"$(sh sum.sh 2 3)\" = 5 && test \"$(sh greet.sh Ada)\" = 'Hello, Ada' || { sh sum.sh 2 3; sh greet.sh Ada; exit 1; }") { Name = "both scripts work" });
});
await using var provider = services.BuildServiceProvider();

var allowed = new AmpRunOptions { DangerouslyAllowAll = true };
var plan = BatchPlan
    .For(
        new BatchPrompt("sum.sh subtracts and greet.sh greets nobody. Make `sh sum.sh 2 3` print 5 and `sh greet.sh Ada` print 'Hello, Ada'.", "Say exactly what"),
        new BatchPrompt("Both scripts here are broken. Find out what they should do, and fix them.", "Say little"))
    .Named("Which mode for small fixes?")
    .WithOptions("smart", allowed with { Mode = "smart" })
    .WithOptions("rush", allowed with { Mode = "rush" })
    .WithOptions("deep", allowed with { Mode = "deep" })
    .Repeated(3);
var store = provider.GetRequiredService<BatchStore>();
AnsiConsole.WriteLine((await plan.PreviewAsync(provider.GetRequiredService<BatchHistory>(), cancellationToken: stop.Token)).ToString());

await using var run = await provider.GetRequiredService<BatchRunner>().StartAsync(plan, cancellationToken: stop.Token);
using var stopping = stop.Token.Register(() => _ = run.StopAsync());
await LiveView.FollowAsync(run);
var report = await run.WaitAsync();

Console.WriteLine(BatchExporter.ToText(report));
var earlier = new List<BatchReport>();
await foreach (var other in provider.GetRequiredService<BatchHistory>().ReadReportsAsync())
{
    if (other.Id != report.Id)
    {
        earlier.Add(other);
    }
}

var page = Path.Combine(store.Folder, report.Id + ".html");
await BatchExporter.ExportAsync(report, BatchReportFormat.Html, page, new BatchHtmlOptions { Store = store, Earlier = earlier });
Console.WriteLine($"The report: {page}");
return report.IsComplete ? 0 : 1;
