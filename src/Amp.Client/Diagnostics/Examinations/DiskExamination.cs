namespace Amp.Client.Diagnostics.Examinations;

/// <summary>Whether there is room for temporary files: the CLI unpacks into them, and so do worktrees.</summary>
internal sealed class DiskExamination : IExamination
{
    private const long MiB = 1024 * 1024;
    private const long TooLittle = 100 * MiB;
    private const long Little = 1024 * MiB;

    public string Name => "disk";

    public Task<AmpDiagnosisCheck> ExamineAsync(Patient patient, CancellationToken cancellationToken)
    {
        var folder = Path.GetTempPath();
        var free = new DriveInfo(folder).AvailableFreeSpace;
        return Task.FromResult(new AmpDiagnosisCheck
        {
            Name = Name,
            Status = free < TooLittle ? AmpDiagnosisStatus.Problem : free < Little ? AmpDiagnosisStatus.Warning : AmpDiagnosisStatus.Ok,
            Summary = $"{free / MiB} MiB free for temporary files.",
            Facts = [new("temporary folder", folder), new("free bytes", free.ToString(System.Globalization.CultureInfo.InvariantCulture))],
        });
    }
}
