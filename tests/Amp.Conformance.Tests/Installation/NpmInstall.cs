using System.Diagnostics;

namespace Amp.Conformance.Tests.Installation;

/// <summary>Runs <c>npm ci</c>, within a bounded time, and tells what it said when it fails.</summary>
internal static class NpmInstall
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly string[] Arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=2"];

    public static async Task RunAsync(string npm, string directory)
    {
        using var process = Process.Start(new ProcessStartInfo(npm, Arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();

        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new CliInstallationException($"'npm {string.Join(' ', Arguments)}' in '{directory}' took longer than {Limit}.");
        }

        if (process.ExitCode != 0)
        {
            throw new CliInstallationException(
                $"'npm {string.Join(' ', Arguments)}' in '{directory}' ended with exit code {process.ExitCode}:\n{await errors}{await output}");
        }
    }
}
