using Amp.Batch.Tests.Execution;

namespace Amp.Batch.Tests;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        await KilledHost.RunAsync(arguments);
        return 0;
    }
}
