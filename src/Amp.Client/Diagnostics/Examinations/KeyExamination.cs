using Microsoft.Extensions.Options;

namespace Amp.Client.Diagnostics.Examinations;

/// <summary>Where runs find a key. Never the key, not even its length.</summary>
internal sealed class KeyExamination : IExamination
{
    public string Name => "key";

    public async Task<AmpDiagnosisCheck> ExamineAsync(Patient patient, CancellationToken cancellationToken)
    {
        try
        {
            var client = patient.MakeClient();
            await using var scope = client.ConfigureAwait(false);
            return Describe(await client.FindCredentialsAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (AmpAuthenticationException e)
        {
            return Problem(e.Message);
        }
        catch (OptionsValidationException)
        {
            return Problem("Not looked for: the client's options are not valid.");
        }
    }

    private AmpDiagnosisCheck Describe(AmpCredentialReport report)
    {
        var used = report.Effective;
        return new()
        {
            Name = Name,
            Status = used is null ? AmpDiagnosisStatus.Problem : used.Problem is null ? AmpDiagnosisStatus.Ok : AmpDiagnosisStatus.Warning,
            Summary = used is null ? "No key was found, so the CLI would ask for a login." : $"A key is in {used.Location}. Only the service knows whether it is good.",
            Facts = used is null ? [] : [new("source", used.Name), new("location", used.Location)],
            Details =
            [
                .. used is null ? ["Set AMP_API_KEY or AmpClientOptions.ApiKey, or run `amp login` once. A key is made at https://ampcode.com/settings."] : Array.Empty<string>(),
                .. report.Sources.Where(source => source.Problem is not null).Select(static source => $"{source.Name}: {source.Problem}"),
                .. report.Sources.Where(source => source.IsFound && source != used).Select(static source => $"{source.Name} is there too{(source.IsForAmp ? ", and comes after" : ", but Amp does not look there")}."),
            ],
        };
    }

    private AmpDiagnosisCheck Problem(string summary) => new() { Name = Name, Status = AmpDiagnosisStatus.Problem, Summary = summary };
}
