using System.Diagnostics;

namespace Amp.Conformance.Tests.Sandboxes;

/// <summary>A run of a CLI without the SDK, for the commands that the SDK does not know.</summary>
internal sealed record RawRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Runs a native CLI to its end, with nothing on its standard input.</summary>
    public static async Task<RawRun> OfAsync(Sandbox sandbox, params string[] arguments)
    {
        var start = new ProcessStartInfo(sandbox.CliPath, arguments)
        {
            WorkingDirectory = sandbox.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in sandbox.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["AMP_URL"] = sandbox.Service.Url.GetLeftPart(UriPartial.Authority);
        start.Environment["AMP_API_KEY"] = sandbox.ApiKey;

        using var process = Process.Start(start)!;
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
            throw new TimeoutException($"'{sandbox.CliPath} {string.Join(' ', arguments)}' did not end within {Limit}.");
        }

        return new RawRun(process.ExitCode, await output, await errors);
    }
}
