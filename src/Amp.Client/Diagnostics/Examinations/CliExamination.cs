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
            using var client = new AmpClient(patient.Options, patient.Clock);
            return Describe(await client.GetCliAsync(cancellationToken).ConfigureAwait(false));
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

    /// <summary>What is worth knowing of a CLI.</summary>
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
            new("modes", cli.Capabilities.IsKnown ? string.Join(", ", cli.Capabilities.StreamingModes) : "not known"),
            new("flags and commands", $"{cli.Capabilities.Flags.Count} and {cli.Capabilities.Commands.Count}"),
        ],
    };

    private AmpDiagnosisCheck Problem(string summary, IReadOnlyList<string> details) =>
        new() { Name = Name, Status = AmpDiagnosisStatus.Problem, Summary = summary, Details = details };
}
