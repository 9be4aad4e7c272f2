using System.Globalization;
using Amp.Benchmarks.Children;
using Amp.Benchmarks.Comparing;
using Amp.Benchmarks.Corpora;
using Amp.Benchmarks.Diffing;
using Amp.Benchmarks.Suites;
using Amp.Benchmarks.Threads;
using Amp.Benchmarks.Worktrees;
using BenchmarkDotNet.Running;

namespace Amp.Benchmarks;

internal static class Program
{
    /// <summary>Runs a verb, or BenchmarkDotNet with its own arguments (<c>--filter '*'</c>).</summary>
    public static async Task<int> Main(string[] args)
    {
        try
        {
            switch (args)
            {
                case [CompareCommand.Verb, ..]:
                    return await CompareCommand.RunAsync(CompareSettings.Parse(args.AsSpan(1)));
                case [GenerateCommand.Verb, ..]:
                    return GenerateCommand.Run(args.AsSpan(1));
                case [DiffsCommand.Verb, .. var rest]:
                    return await DiffsCommand.RunAsync(rest);
                case [WorktreesCommand.Verb, .. var rest]:
                    return await WorktreesCommand.RunAsync(rest);

                case [ThreadsCommand.Verb, ..]:
                    return await ThreadsCommand.RunAsync(args[1..]);

                // What this program starts of itself, in a new process.
                case [ColdStartChild.Verb, var method, var path]:
                    return await ColdStartChild.RunAsync(method, path);
                case [LongLineChild.Verb, var method, var megabytes]:
                    return await LongLineChild.RunAsync(method, int.Parse(megabytes, CultureInfo.InvariantCulture));
                case [ThreadsChild.Verb, var method, var warm, var folder]:
                    return await ThreadsChild.RunAsync(method, warm, folder);
                case [EmitChild.Verb, var count]:
                    return EmitChild.Run(int.Parse(count, CultureInfo.InvariantCulture));
                default:
                    return RunSuites(args);
            }
        }
        catch (FormatException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }
    }

    private static int RunSuites(string[] args)
    {
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, SuiteConfig.Create());
        return summaries.All(static s => !s.HasCriticalValidationErrors && s.Reports.All(static r => r.Success)) ? 0 : 1;
    }
}
