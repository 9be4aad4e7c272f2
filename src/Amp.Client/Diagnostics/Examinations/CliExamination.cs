using System.Globalization;
using Microsoft.Extensions.Options;

namespace Amp.Client.Diagnostics.Examinations;

/// <summary>Whether there is a CLI that answers, which one, who named it, and what it offers.</summary>
internal sealed class CliExamination : IExamination
{
    public string Name => "cli";

    public async Task<AmpDiagnosisCheck> ExamineAsync(Patient patient, CancellationToken cancellationToken)
    {
        try
        {
            var client = patient.MakeClient();
            await using var scope = client.ConfigureAwait(false);
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

    private AmpDiagnosisCheck Describe(AmpCliInfo cli)
    {
        var offers = cli.Capabilities;
        var runs = !offers.IsKnown || offers.RunFlags is not AmpRunFlags.None;
        return new()
        {
            Name = Name,
            Status = !runs ? AmpDiagnosisStatus.Problem : offers.IsKnown ? AmpDiagnosisStatus.Ok : AmpDiagnosisStatus.Warning,
            Summary = $"Amp CLI {cli.Version}" + (runs ? offers.IsKnown ? "" : ", whose help could not be read: nothing is refused before a run" : ", which cannot stream a run"),
            Facts =
            [
                new("version", cli.Version),
                .. offers.ReleasedAt is { } released ? [KeyValuePair.Create("released", released.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))] : Array.Empty<KeyValuePair<string, string>>(),
                new("path", cli.Path),
                new("found by", cli.FoundBy),
                new("offers", $"{offers.Flags.Count} flags, {offers.Commands.Count} commands"),
                new("modes that stream", offers.StreamingModes.Count == 0 ? "none listed" : string.Join(", ", offers.StreamingModes)),
            ],
        };
    }

    private AmpDiagnosisCheck Problem(string summary, IReadOnlyList<string> details) =>
        new() { Name = Name, Status = AmpDiagnosisStatus.Problem, Summary = summary, Details = details };
}
