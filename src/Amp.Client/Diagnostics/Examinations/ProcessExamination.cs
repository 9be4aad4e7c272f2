namespace Amp.Client.Diagnostics.Examinations;

/// <summary>Whether a run has left processes whose host is gone. Linux only: elsewhere no process's environment can be read.</summary>
internal sealed class ProcessExamination : IExamination
{
    public string Name => "processes";

    public Task<AmpDiagnosisCheck> ExamineAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(patient.Paths.Processes) || !OperatingSystem.IsLinux())
        {
            return Task.FromResult(Check(AmpDiagnosisStatus.Ok, "Not looked at: this system does not show the environment of processes.", []));
        }

        var orphans = MarkedProcess.FindOrphans(patient.Paths.Processes, Environment.ProcessId, cancellationToken);
        return Task.FromResult(orphans.Count == 0
            ? Check(AmpDiagnosisStatus.Ok, "No run has left a process behind.", [])
            : Check(
                AmpDiagnosisStatus.Warning,
                $"{orphans.Count} process{(orphans.Count == 1 ? "" : "es")} of runs whose host is gone. If nobody wants them: kill {string.Join(' ', orphans.Select(static process => process.Id))}",
                [.. orphans.Select(static process => $"process {process.Id} ({process.Name}) of run {process.RunId}")]));
    }

    private AmpDiagnosisCheck Check(AmpDiagnosisStatus status, string summary, IReadOnlyList<string> details) =>
        new() { Name = Name, Status = status, Summary = summary, Details = details };
}
