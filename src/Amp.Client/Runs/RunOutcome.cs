using Amp.Client.Authentication;

namespace Amp.Client.Runs;

/// <summary>Says how a run ended: by its result line, else by its exit code, else by standard error.</summary>
internal sealed class RunOutcome(RunSettings settings, RunTranscript transcript, int? exitCode, IReadOnlyList<string> standardError, TimeSpan wallDuration)
{
    public AmpResult ToResult(RunStall? stall = null)
    {
        var line = transcript.Result;
        var isError = line?.IsError ?? true;
        var error = !isError ? null : settings.Redact(stall?.Error ?? (line is null ? "The run was stopped before the CLI gave a result." : line.Error ?? line.Result ?? line.Subtype ?? ""));
        var threadId = transcript.ThreadId ?? settings.Thread;
        var (model, credits) = threadId is { } id ? ThreadFile.ReadAccount(settings.ThreadFolder, id, settings.StartedAt) : default;
        return new()
        {
            IsError = isError,
            Error = error,
            ErrorKind = !isError ? null : stall is not null ? stall.Kind : line is null ? AmpErrorKind.Cancelled : ErrorClassifier.Classify(line.Error),
            Text = isError ? null : line?.Result,
            ThreadId = threadId,
            Turns = (int?)line?.NumTurns,
            Duration = line?.DurationMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
            WallDuration = wallDuration,
            Usage = transcript.Usage,
            Model = model,
            Credits = credits,
            ToolCalls = [.. transcript.ToolCalls],
            ExitCode = exitCode,
            MalformedLines = [.. transcript.MalformedLines],
            StandardErrorTail = standardError,
        };
    }

    /// <summary>What may be logged of a failure: the words of a caller's own hook may hold anything.</summary>
    public static string LogText(Exception failure) => failure is AmpException or AmpTimeoutException ? failure.Message : $"A hook threw a {failure.GetType().FullName}.";

    public AmpTimeoutException TimedOut(AmpClock clock)
    {
        var (limit, option) = clock switch
        {
            AmpClock.FirstOutput => (settings.FirstOutputTimeout, nameof(AmpClientOptions.FirstOutputTimeout)),
            AmpClock.Idle => (settings.IdleTimeout, nameof(AmpClientOptions.IdleTimeout)),
            AmpClock.Tool => (settings.ToolTimeout, nameof(AmpClientOptions.ToolTimeout)),
            _ => (settings.Timeout, $"{nameof(AmpClientOptions.RunTimeout)} or {nameof(AmpRunOptions)}.{nameof(AmpRunOptions.Timeout)}"),
        };
        return new(clock, limit, $"{nameof(AmpClientOptions)}.{option}", standardError);
    }

    public AmpException WithoutResult() => LoginPrompt.IsRefusedBy(standardError)
        ? new AmpAuthenticationException(
            "The Amp service refused the key, or could not be asked: some CLI versions say the same when the service is down or AMP_URL is wrong. Check AMP_API_KEY or AmpClientOptions.ApiKey and AMP_URL, or run `amp login`."
            + $" The CLI said: {string.Join(' ', standardError)}",
            loginUrl: null,
            standardError)
        : new AmpProcessException(
            $"The CLI ended without a result, {(exitCode is null ? "and had to be killed" : $"with exit code {exitCode}")}."
            + (transcript.LastPlainText is { } text ? $" It printed: {text.Sample}" : ""),
            exitCode,
            standardError);
}
