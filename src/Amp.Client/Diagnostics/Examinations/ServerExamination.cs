using Amp.Client.Environments;

namespace Amp.Client.Diagnostics.Examinations;

/// <summary>Which service the CLI talks to, and whether it answers.</summary>
internal sealed class ServerExamination : IExamination
{
    private const string DefaultServer = "https://ampcode.com/";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public string Name => "server";

    public async Task<AmpDiagnosisCheck> ExamineAsync(Patient patient, CancellationToken cancellationToken)
    {
        var url = patient.Variable(EnvironmentVariableNames.ServerUrl);
        if (!Uri.TryCreate(url ?? DefaultServer, UriKind.Absolute, out var server) || server.Scheme is not ("http" or "https"))
        {
            return Check(false, "What AMP_URL holds is no http or https URL.");
        }

        var answer = await ServerCheck.RunAsync(server, patient.Environment.AllowUntrustedCertificate, Limit, patient.Clock, cancellationToken).ConfigureAwait(false);
        return Check(answer.IsPassed, answer.Detail);

        AmpDiagnosisCheck Check(bool isWell, string summary) => new()
        {
            Name = Name,
            Status = isWell ? AmpDiagnosisStatus.Ok : AmpDiagnosisStatus.Problem,
            Summary = summary,
            Facts = [new("url", url ?? $"{DefaultServer} (the CLI's default)"), new("environment", patient.Environment.Name)],
        };
    }
}
