using System.Text;

namespace Amp.Client.Diagnostics.Examinations;

/// <summary>The last lines of the CLI's own log, which all runs of a user share.</summary>
/// <remarks><b>Source.</b> <c>~/.cache/amp/logs/cli.log</c>, JSON lines, in every CLI from 0.0.1767830505 to 0.0.1790142911.</remarks>
internal sealed class LogExamination : IExamination
{
    private const int Lines = 20;
    private const int Window = 64 * 1024;

    public string Name => "log";

    public async Task<AmpDiagnosisCheck> ExamineAsync(Patient patient, CancellationToken cancellationToken)
    {
        var file = patient.Variable("AMP_LOG_FILE") ?? patient.InHome(".cache", "amp", "logs", "cli.log");
        if (file is null || !File.Exists(file))
        {
            return Check(file is null ? "There is no home folder to look for the log in." : $"No log yet at {file}.", []);
        }

        var tail = await ReadTailAsync(file, cancellationToken).ConfigureAwait(false);
        return Check(tail.Count == 0 ? $"Nothing to show of {file}." : $"The last {tail.Count} lines of {file}.", tail);

        AmpDiagnosisCheck Check(string summary, IReadOnlyList<string> lines) =>
            new() { Name = Name, Status = AmpDiagnosisStatus.Ok, Summary = summary, Details = lines };
    }

    private static async Task<IReadOnlyList<string>> ReadTailAsync(string file, CancellationToken cancellationToken)
    {
        var log = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await using var scope = log.ConfigureAwait(false);
        var start = Math.Max(0, log.Length - Window);
        log.Position = start;
        var bytes = new byte[Window];
        var count = await log.ReadAtLeastAsync(bytes, Window, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        var lines = Encoding.UTF8.GetString(bytes, 0, count).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        // The first one was torn where we began, and half a secret is not recognised.
        return [.. (start > 0 ? lines.Skip(1) : lines).TakeLast(Lines)];
    }
}
