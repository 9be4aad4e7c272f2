using Amp.Client.Cli;
using Amp.Client.Diagnostics;
using Amp.Client.Diagnostics.Examinations;

namespace Amp.Client;

/// <summary>Looks at everything that a run depends on and says what is wrong: the CLI, the key, the service, settings files, tools, disk, left-over processes, the CLI's log.</summary>
/// <remarks>
/// <para>Changes nothing, runs no prompt and costs no credit: it starts <c>amp --version</c>, <c>amp --help</c>, <c>git --version</c> and <c>node --version</c>, and asks the service for one page.</para>
/// <para>What it gives is safe to paste: every line has gone through redaction, by value and by key name, and the home folder is <c>~</c>. May be used from several threads.</para>
/// </remarks>
public sealed class AmpDoctor
{
    // The longest examination allows itself 10 s; this is for what cannot be cancelled, such as a dead network drive.
    private static readonly TimeSpan ExaminationLimit = TimeSpan.FromSeconds(15);

    private readonly AmpClientOptions _options;
    private readonly TimeProvider _clock;
    private readonly IAmpEnvironmentRegistry? _environments;
    private readonly IAmpSecretStore? _secrets;
    private readonly MachinePaths _paths;

    /// <summary>Makes a doctor for the runs of a client that is made with the same.</summary>
    /// <param name="options">The options of the client; the defaults when <see langword="null"/>. Options out of range are a finding.</param>
    /// <param name="clock">What measures time; the system's when <see langword="null"/>.</param>
    /// <param name="environments">What says which environment runs start in; <see cref="AmpEnvironment.Ambient"/> when <see langword="null"/>.</param>
    /// <param name="secrets">Where secrets that the options name are kept.</param>
    public AmpDoctor(AmpClientOptions? options = null, TimeProvider? clock = null, IAmpEnvironmentRegistry? environments = null, IAmpSecretStore? secrets = null)
        : this(options, clock, MachinePaths.OfThisSystem, environments, secrets)
    {
    }

    internal AmpDoctor(AmpClientOptions? options, TimeProvider? clock, MachinePaths paths, IAmpEnvironmentRegistry? environments = null, IAmpSecretStore? secrets = null) =>
        (_options, _clock, _paths, _environments, _secrets) = (options ?? new(), clock ?? TimeProvider.System, paths, environments, secrets);

    /// <summary>Looks at everything, all at once. Takes 15 seconds at most, mostly less than 2.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was found. Whatever is wrong is in there, not an exception.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<AmpDiagnosis> ExamineAsync(CancellationToken cancellationToken = default)
    {
        var current = _environments?.Current ?? AmpEnvironment.Ambient;
        var patient = new Patient
        {
            Options = _options,
            Environment = current,
            Variables = CliEnvironment.For(_options, AmpRunOptions.Default, current),
            Paths = _paths,
            Clock = _clock,
            MakeClient = () => new(_options, _clock, logger: null, _environments, _secrets),
        };
        var text = PasteSafeText.For(patient.Variables);
        IExamination[] examinations =
        [
            new CliExamination(),
            new KeyExamination(),
            new ServerExamination(),
            new SettingsExamination(),
            ToolExamination.Git,
            ToolExamination.Node,
            new DiskExamination(),
            new ProcessExamination(),
            new LogExamination(),
        ];

        var began = _clock.GetUtcNow();
        var checks = await Task.WhenAll(examinations.Select(examination => ExamineAsync(examination, patient, cancellationToken))).ConfigureAwait(false);
        return new() { ExaminedAt = began, Checks = [.. checks.Select(text.Clean)] };
    }

    private async Task<AmpDiagnosisCheck> ExamineAsync(IExamination examination, Patient patient, CancellationToken cancellationToken)
    {
        try
        {
            // On another thread, because looking at a file cannot be given up.
            return await Task.Run(() => examination.ExamineAsync(patient, cancellationToken), cancellationToken)
                .WaitAsync(ExaminationLimit, _clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return Failed($"Did not come to an end within {ExaminationLimit.TotalSeconds:0} s.");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A doctor that stumbles over what is wrong is of no use: the stumbling is the finding.
            return Failed($"Could not be examined: {e.GetType().Name}: {e.Message}");
        }

        AmpDiagnosisCheck Failed(string summary) => new() { Name = examination.Name, Status = AmpDiagnosisStatus.Warning, Summary = summary };
    }
}
