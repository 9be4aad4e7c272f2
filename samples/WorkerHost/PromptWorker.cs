using Amp.Client;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WorkerHost;

/// <summary>Runs the prompts. A prompt that fails is reported and the next one is taken; when the host stops, so does the run.</summary>
internal sealed partial class PromptWorker(IAmpClient amp, IPrompts prompts, IHostApplicationLifetime host, ILogger<PromptWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var prompt in prompts.ReadAllAsync(stoppingToken))
        {
            await RunAsync(prompt, stoppingToken);
        }

        LogDone(logger);
        host.StopApplication();
    }

    private async Task RunAsync(string prompt, CancellationToken stoppingToken)
    {
        try
        {
            // Cancelling ends the CLI and everything it started before this returns.
            var result = await amp.RunIterationAsync(prompt, cancellationToken: stoppingToken);
            if (result.IsError)
            {
                LogFailed(logger, result.ErrorKind);
            }
            else
            {
                LogAnswered(logger, result.WallDuration.TotalSeconds, result.ToolCalls.Count);
                Console.WriteLine($"> {prompt}\n{result.Text}\n");
            }
        }
        catch (Exception e) when (e is AmpException or AmpTimeoutException)
        {
            LogNoResult(logger, e);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Answered after {Seconds:0.0} s, with {ToolCalls} tool calls.")]
    private static partial void LogAnswered(ILogger logger, double seconds, int toolCalls);

    [LoggerMessage(2, LogLevel.Warning, "The run failed: {Kind}.")]
    private static partial void LogFailed(ILogger logger, AmpErrorKind? kind);

    [LoggerMessage(3, LogLevel.Error, "The run made no result.")]
    private static partial void LogNoResult(ILogger logger, Exception exception);

    [LoggerMessage(4, LogLevel.Information, "No more prompts.")]
    private static partial void LogDone(ILogger logger);
}
