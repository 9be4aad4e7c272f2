using Amp.Client.Diagnostics;
using Amp.Client.Permissions;
using Microsoft.Extensions.Logging;

namespace Amp.Client.Settings;

/// <summary>Checks the settings of a run and merges them with the user's, before anything is started or written.</summary>
internal static class SettingsPreparation
{
    private static readonly AmpSettings NoSettings = new();

    /// <param name="options">The options of the run.</param>
    /// <param name="directory">Its working directory.</param>
    /// <param name="environment">The environment that the CLI will have.</param>
    /// <param name="folders">Where the file may lie.</param>
    /// <param name="logger">Where to report what was found.</param>
    /// <param name="routing">Brings tool calls to the application; <see langword="null"/> when it does not decide on any.</param>
    /// <returns>The file to start the CLI with; <see langword="null"/> when it needs none of ours.</returns>
    /// <exception cref="AmpConfigurationException">The run must not start with these settings.</exception>
    public static PreparedSettings? Prepare(AmpRunOptions options, string directory, IReadOnlyDictionary<string, string> environment, RunFolders folders, ILogger logger, PermissionRouting? routing = null)
    {
        folders.ReapIfDue(logger);
        if ((options.Settings ?? (routing is null ? null : NoSettings)) is not { } settings)
        {
            return null;
        }

        var own = OwnSettings.From(settings, options, routing);
        var user = UserSettings.Read(options.SettingsFile, environment, directory);
        var workspace = Workspace.At(directory);
        var merge = new SettingsMerge(own, user.Json, routing);
        var report = new AmpSettingsReport
        {
            UserFile = user.File,
            MalformedUserRules = OwnSettings.CheckRules(user.Json, $"'{user.File}'"),
            ReplacedAllowAll = merge.ReplacesAllowAll,
            WorkspaceOverrides = WorkspaceCheck.Check(workspace, own),
        };

        Tell(report, settings, logger);
        Refuse(report, own.HasHandler && options.Permissions.WorkspaceOverrides is AmpSettingsPolicy.Refuse ? settings with { WorkspaceOverrides = AmpSettingsPolicy.Refuse } : settings);
        return own.IsEmpty ? null : new(folders.Choose(workspace.Root), merge.ToJson());
    }

    private static void Tell(AmpSettingsReport report, AmpSettings settings, ILogger logger)
    {
        foreach (var problem in report.MalformedUserRules)
        {
            Log.UserRuleMalformed(logger, report.UserFile!, problem.Index, problem.Problem);
        }

        if (report.ReplacedAllowAll)
        {
            Log.AllowAllReplaced(logger, report.UserFile!);
        }

        foreach (var lost in report.WorkspaceOverrides)
        {
            Log.SettingOverridden(logger, lost.File, lost.Effect);
        }

        settings.Report?.Report(report);
    }

    private static void Refuse(AmpSettingsReport report, AmpSettings settings)
    {
        if (settings.MalformedUserRules is AmpSettingsPolicy.Refuse && report.MalformedUserRules.Count > 0)
        {
            throw new AmpConfigurationException($"The CLI would drop permission rules of '{report.UserFile}' without a word: {string.Join(' ', report.MalformedUserRules)}");
        }

        if (settings.WorkspaceOverrides is AmpSettingsPolicy.Refuse && report.WorkspaceOverrides.Count > 0)
        {
            throw new AmpConfigurationException($"The repository's settings would win over those of the run: {string.Join(' ', report.WorkspaceOverrides)}");
        }
    }
}
