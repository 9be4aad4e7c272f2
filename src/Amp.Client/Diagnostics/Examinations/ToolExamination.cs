using Amp.Client.Processes;

namespace Amp.Client.Diagnostics.Examinations;

/// <summary>Whether a program that agents and worktrees need is there, and which version.</summary>
internal sealed class ToolExamination : IExamination
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly string _lack;

    private ToolExamination(string name, string lack) => (Name, _lack) = (name, lack);

    public static ToolExamination Git { get; } = new("git", "Worktrees, diffs and batches need it.");

    public static ToolExamination Node { get; } = new("node", "A CLI that was installed by npm needs it; the single executable does not.");

    public string Name { get; }

    public async Task<AmpDiagnosisCheck> ExamineAsync(Patient patient, CancellationToken cancellationToken)
    {
        ProcessStart start = new()
        {
            FileName = Name,
            Arguments = ["--version"],
            WorkingDirectory = Path.GetTempPath(),
            Environment = patient.Variables,
            Redact = static line => line,
        };

        try
        {
            var process = AmpProcess.Start(start, patient.Clock);
            await using var scope = process.ConfigureAwait(false);
            using var output = new StreamReader(process.Output, leaveOpen: true);
            var line = await output.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Limit, patient.Clock, cancellationToken).ConfigureAwait(false);
            return string.IsNullOrWhiteSpace(line)
                ? Warning($"`{Name} --version` printed nothing. {_lack}")
                : new() { Name = Name, Status = AmpDiagnosisStatus.Ok, Summary = line.Trim() };
        }
        catch (AmpProcessException)
        {
            return Warning($"There is no {Name} on PATH. {_lack}");
        }
        catch (TimeoutException)
        {
            return Warning($"`{Name} --version` printed nothing within {Limit.TotalSeconds:0} s. {_lack}");
        }
    }

    private AmpDiagnosisCheck Warning(string summary) => new() { Name = Name, Status = AmpDiagnosisStatus.Warning, Summary = summary };
}
