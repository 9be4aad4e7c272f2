namespace Amp.Client.Cli;

/// <summary>Asks each CLI once what it is and what it offers: its <c>--version</c> and its <c>--help</c>, which send no prompt and spend no turn.</summary>
/// <remarks>Safe for many callers at once: they wait for the same answer, and none of them can call it off for the others.</remarks>
internal sealed class CliProbe(ProbeCache cache, TimeProvider clock)
{
    /// <summary>How long <c>--version</c> and <c>--help</c> may take, which are asked at the same time.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    // A machine under load must not make a CLI unknown for the life of the client, nor every run wait for it.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<CliIdentity, (Task<ProbeAnswer> Answer, long AskedAt)> _answers = [];

    /// <returns>What the CLI said; its capabilities are unknown where it said nothing. Throws only when cancelled.</returns>
    public Task<ProbeAnswer> AskAsync(CliTarget target, CancellationToken cancellationToken)
    {
        var cli = CliIdentity.Of(target.Location.Path);
        Task<ProbeAnswer> answer;
        lock (_gate)
        {
            if (!_answers.TryGetValue(cli, out var known) || IsStale(known.Answer, known.AskedAt))
            {
                _answers[cli] = known = (Task.Run(() => FindAsync(cli, target), CancellationToken.None), clock.GetTimestamp());
            }

            answer = known.Answer;
        }

        return answer.WaitAsync(cancellationToken);
    }

    private bool IsStale(Task<ProbeAnswer> answer, long askedAt)
    {
        var age = clock.GetElapsedTime(askedAt);
        return answer.IsCompleted && (age > ProbeCache.Lifetime || (age > RetryAfter && !(answer.IsCompletedSuccessfully && answer.Result.IsComplete)));
    }

    private async Task<ProbeAnswer> FindAsync(CliIdentity cli, CliTarget target)
    {
        if (cache.Read(cli) is { } remembered)
        {
            return remembered;
        }

        var version = AskAsync(target, "--version");
        var help = AskAsync(target, "--help");
        var (versionText, problem) = await version.ConfigureAwait(false);
        var (helpText, _) = await help.ConfigureAwait(false);
        var answer = new ProbeAnswer(versionText, helpText) { Problem = problem };
        cache.Write(cli, answer);
        return answer;
    }

    private async Task<(string? Text, AmpProcessException? Problem)> AskAsync(CliTarget target, string question)
    {
        try
        {
            var output = await CliQuery.RunAsync(target, [question], Path.GetTempPath(), Limit, clock, default, CancellationToken.None).ConfigureAwait(false);
            return string.IsNullOrWhiteSpace(output.Text)
                ? (null, new($"'{target.Location.Path} {question}' printed nothing{(output.IsTimedOut ? $" within {Limit}" : "")}: it does not look like the Amp CLI.", output.ExitCode, output.StandardErrorTail))
                : (output.Text, null);
        }
        catch (AmpProcessException e)
        {
            return (null, e);
        }
        catch (AmpAuthenticationException e)
        {
            return (null, new($"'{target.Location.Path} {question}' asks for a login: it does not look like the Amp CLI.", exitCode: null, [], e));
        }
    }
}
