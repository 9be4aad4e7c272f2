using System.IO.Pipelines;
using Amp.Batch.Reports;
using Amp.Client;
using Amp.Streaming;

namespace Amp.Batch.Execution;

/// <summary>Runs the agent for a cell, and keeps what the CLI said as it comes: no more of it is in memory than the pipe holds.</summary>
internal sealed class AgentRun(BatchContext context)
{
    // The results of all cells are in memory together, and in one report. The stream has the whole.
    private const int LongestText = 100_000;

    /// <summary>Runs it to its end.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="folder">Its worktree.</param>
    /// <param name="result">What is known of the cell so far.</param>
    /// <param name="cancellationToken">Ends the agent and everything it started.</param>
    /// <returns>The same result with what came of the run, and whether the agent had said anything.</returns>
    public async Task<(BatchCellResult Result, bool HadBegun)> RunAsync(BatchCell cell, string folder, BatchCellResult result, CancellationToken cancellationToken)
    {
        var (client, cli) = context.ClientOf(cell);
        var options = cell.ToRunOptions(cli.Capabilities, folder);
        var started = context.Clock.GetTimestamp();
        var hadBegun = false;
        try
        {
            options = options with { Timeout = options.Timeout ?? context.Options.CellTimeout };
            var run = await client.StartAsync(new() { Prompt = cell.Prompt.Text, Options = options }, cancellationToken).ConfigureAwait(false);
            await using var scope = run.ConfigureAwait(false);
            var pipe = new Pipe();
            var saving = context.Options.KeepsStreams ? SaveAsync(cell, pipe.Reader) : null;
            try
            {
                await foreach (var message in run.ReadMessagesAsync(cancellationToken).ConfigureAwait(false))
                {
                    hadBegun |= message is AssistantMessage;
                    if (saving is not null)
                    {
                        AmpMessageWriter.Write(pipe.Writer, message);
                        if ((await pipe.Writer.FlushAsync(CancellationToken.None).ConfigureAwait(false)).IsCompleted)
                        {
                            break;   // it could not be written, as is said below
                        }
                    }
                }
            }
            finally
            {
                // Also of a run that failed: what it said says why.
                await pipe.Writer.CompleteAsync().ConfigureAwait(false);
                result = result with { Stream = saving is null ? null : await saving.ConfigureAwait(false) };
            }

            return (Fill(result, await run.WaitAsync(cancellationToken).ConfigureAwait(false)), hadBegun);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (Ended(BatchOutcome.Cancelled, "The batch was stopped."), true);
        }
        catch (AmpTimeoutException e)
        {
            return (Ended(BatchOutcome.TimedOut, e.Message), true);
        }
        catch (AmpAuthenticationException e)
        {
            return (Ended(BatchOutcome.Crashed, e.Message) with { ErrorKind = AmpErrorKind.Unauthorized }, true);
        }
        catch (AmpException e)
        {
            return (Ended(BatchOutcome.Crashed, e.Message), hadBegun);
        }
        catch (ArgumentException e)
        {
            return (Ended(BatchOutcome.SetupFailed, e.Message), true);
        }

        BatchCellResult Ended(BatchOutcome outcome, string error) =>
            result with { Outcome = outcome, Error = error, WallDuration = context.Clock.GetElapsedTime(started) };
    }

    private async Task<BatchArtifact> SaveAsync(BatchCell cell, PipeReader said)
    {
        try
        {
            return await context.SaveAsync(cell.Id + ".jsonl.gz", said.AsStream(), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            // Whoever writes must not wait for a reader that is gone.
            await said.CompleteAsync().ConfigureAwait(false);
        }
    }

    private static BatchCellResult Fill(BatchCellResult result, AmpResult run) => result with
    {
        Outcome = run.IsError ? BatchOutcome.AgentFailed : BatchOutcome.Succeeded,
        ErrorKind = run.ErrorKind,
        Error = run.Error,
        Duration = run.Duration,
        WallDuration = run.WallDuration,
        Tokens = run.Usage is { } usage
            ? new() { Input = usage.InputTokens, CacheCreation = usage.CacheCreationInputTokens, CacheRead = usage.CacheReadInputTokens, Output = usage.OutputTokens }
            : null,
        Credits = run.Credits,
        Model = run.Model,
        Turns = run.Turns,
        Tools = [.. run.ToolCalls.GroupBy(static call => call.Name, StringComparer.Ordinal).Select(Sum)],
        ThreadId = run.ThreadId?.ToString(),
        Text = run.Text is { } text ? SafeText.Cut(text, LongestText) : null,
        ExitCode = run.ExitCode,
    };

    private static BatchToolUse Sum(IGrouping<string, AmpToolCall> calls) => new(calls.Key, calls.Count())
    {
        Errors = calls.Count(static call => call.IsError is true && !call.IsDenied),
        Denials = calls.Count(static call => call.IsDenied),
        Duration = calls.Any(static call => call.Duration is not null) ? new TimeSpan(calls.Sum(static call => (call.Duration ?? TimeSpan.Zero).Ticks)) : null,
    };
}
