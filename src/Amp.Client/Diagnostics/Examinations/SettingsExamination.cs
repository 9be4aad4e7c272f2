namespace Amp.Client.Diagnostics.Examinations;

/// <summary>Which settings files the CLI will read, in which order they win, and what in them may surprise.</summary>
/// <remarks>
/// <b>Source.</b> CLI 0.0.1767830505 and 0.0.1774569934: what an administrator manages wins over the workspace's file, which wins over the
/// user's. A user's file that is not JSON ends the CLI with exit code 1; a permission rule of a wrong form is passed over in silence.
/// </remarks>
internal sealed class SettingsExamination : IExamination
{
    public string Name => "settings";

    public Task<AmpDiagnosisCheck> ExamineAsync(Patient patient, CancellationToken cancellationToken)
    {
        var files = Files(patient).Where(static file => File.Exists(file.Path)).Select(SettingsFile.Read).ToList();
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

    private static IEnumerable<(string Owner, string Path)> Files(Patient patient)
    {
        yield return (SettingsFile.Managed, patient.Paths.ManagedSettings);
        foreach (var file in WorkspaceFiles(patient.WorkingDirectory))
        {
            yield return (SettingsFile.Workspace, file);
        }

        if ((patient.Variable("AMP_SETTINGS_FILE") ?? patient.InHome(".config", "amp", "settings.json")) is { } user)
        {
            yield return (SettingsFile.User, user);
        }
    }

    /// <summary>From the root of the repository down would be what the CLI reads; what lies between is told too, because people look there.</summary>
    private static List<string> WorkspaceFiles(string directory)
    {
        List<string> files = [];
        for (var folder = new DirectoryInfo(directory); folder is not null; folder = folder.Parent)
        {
            files.Insert(0, Path.Combine(folder.FullName, ".amp", "settings.json"));

            // A folder in a repository, a file in a worktree.
            if (Path.Exists(Path.Combine(folder.FullName, ".git")))
            {
                return files;
            }
        }

        // In no repository it is the working directory's own.
        return [Path.Combine(directory, ".amp", "settings.json")];
    }
}
