namespace Amp.Client.Diagnostics.Examinations;

/// <summary>Where the CLI finds a key. Never the key, not even its length.</summary>
internal sealed class KeyExamination : IExamination
{
    public string Name => "key";

    public async Task<AmpDiagnosisCheck> ExamineAsync(Patient patient, CancellationToken cancellationToken)
    {
        using var client = new AmpClient(patient.Options, patient.Clock);
        var report = await client.FindCredentialsAsync(cancellationToken).ConfigureAwait(false);
        return report.Effective is not { } source
            ? new()
            {
                Name = Name,
                Status = AmpDiagnosisStatus.Problem,
                Summary = "No key was found, so the CLI would ask for a login.",
                Details = ["Set AMP_API_KEY or AmpClientOptions.ApiKey, or run `amp login` once. A key is made at https://ampcode.com/settings."],
            }
            : new()
            {
                Name = Name,
                Status = AmpDiagnosisStatus.Ok,
                Summary = $"A key is in {source.Location}. Only the service knows whether it is good.",
                Facts = [new("source", source.Location)],
            };
    }
}
