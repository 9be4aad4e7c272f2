using Amp.Client.Settings;

namespace Amp.Client.Diagnostics.Examinations;

/// <summary>Which settings files the CLI will read, in which order they win, and what in them may surprise.</summary>
/// <remarks>
/// <b>Source.</b> CLI 0.0.1767830505 and 0.0.1774569934: what an administrator manages wins over the workspace's file, which wins over the
/// user's; permission rules of all count, in this order. A user's file that is not JSON ends the CLI with exit code 1; a permission rule of a wrong form is passed over in silence.
/// </remarks>
internal sealed class SettingsExamination : IExamination
{
    public string Name => "settings";

    public Task<AmpDiagnosisCheck> ExamineAsync(Patient patient, CancellationToken cancellationToken)
    {
        var files = Read(patient).OfType<SettingsFinding>().ToList();
        List<string> details = [.. files.SelectMany(static file => file.Findings.Select(finding => $"{file.Owner} file: {finding}"))];
        return Task.FromResult(new AmpDiagnosisCheck
        {
            Name = Name,
            Status = files.Any(static file => !file.IsReadable) ? AmpDiagnosisStatus.Problem : details.Count > 0 ? AmpDiagnosisStatus.Warning : AmpDiagnosisStatus.Ok,
            Summary = files.Count == 0 ? "No settings files: the CLI's defaults." : $"{files.Count} settings file{(files.Count == 1 ? "" : "s")}, the first wins.",
            Facts = [.. files.Select(static file => KeyValuePair.Create(file.Owner, $"{file.Path} ({file.Keys})"))],
            Details = details,
        });
    }

    private static IEnumerable<SettingsFinding?> Read(Patient patient) =>
    [
        SettingsFinding.Read(SettingsFinding.ManagedFile, patient.Paths.ManagedSettings),
        .. Workspace.At(patient.WorkingDirectory).SettingsFiles.Select(static file => SettingsFinding.Read(SettingsFinding.WorkspaceFile, file)),
        UserSettings.Candidates(named: null, patient.Variables, patient.WorkingDirectory).Select(static file => SettingsFinding.Read(SettingsFinding.UserFile, file)).FirstOrDefault(static file => file is not null),
    ];
}
