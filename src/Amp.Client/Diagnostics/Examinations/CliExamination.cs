using Microsoft.Extensions.Options;

namespace Amp.Client.Diagnostics.Examinations;

/// <summary>Whether there is a CLI that answers, which one, and who named it.</summary>
internal sealed class CliExamination : IExamination
{
    public string Name => "cli";

    public async Task<AmpDiagnosisCheck> ExamineAsync(Patient patient, CancellationToken cancellationToken)
    {
        try
        {
            return Describe(await new AmpClient(patient.Options, patient.Clock).GetCliAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (AmpCliNotFoundException e)
        {
            var lines = e.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return Problem(lines[0], [.. lines.Skip(1).Select(static line => line.TrimStart('-', ' '))]);
        }
        catch (OptionsValidationException e)
        {
            return Problem("The client's options are not valid.", [.. e.Failures]);
        }
        catch (AmpException e)
        {
            return Problem(e.Message, []);
        }
    }

    /// <summary>What is worth knowing of a CLI. What else <see cref="AmpCliInfo"/> comes to tell, such as what the CLI offers, is a fact here.</summary>
    private AmpDiagnosisCheck Describe(AmpCliInfo cli) => new()
    {
        Name = Name,
        Status = AmpDiagnosisStatus.Ok,
        Summary = $"Amp CLI {cli.Version}",
        Facts =
        [
            new("version", cli.Version),
            new("path", cli.Path),
            new("found by", cli.FoundBy),
        ],
    };

    private AmpDiagnosisCheck Problem(string summary, IReadOnlyList<string> details) =>
        new() { Name = Name, Status = AmpDiagnosisStatus.Problem, Summary = summary, Details = details };
}
