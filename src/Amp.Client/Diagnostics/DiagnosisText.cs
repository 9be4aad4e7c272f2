using System.Globalization;
using System.Text;

namespace Amp.Client.Diagnostics;

/// <summary>The text of a diagnosis.</summary>
internal static class DiagnosisText
{
    private const string Indent = "            ";

    public static string Write(AmpDiagnosis diagnosis)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Amp doctor, {diagnosis.ExaminedAt:yyyy-MM-dd HH:mm:ss}Z: {(diagnosis.IsHealthy ? "healthy" : "problems found")}\n\n");
        foreach (var check in diagnosis.Checks)
        {
            text.Append(CultureInfo.InvariantCulture, $"{$"[{Word(check.Status)}]",-10}  {check.Name}: {check.Summary}\n");
            foreach (var (name, value) in check.Facts)
            {
                text.Append(CultureInfo.InvariantCulture, $"{Indent}{name}: {value}\n");
            }

            foreach (var line in check.Details)
            {
                text.Append(CultureInfo.InvariantCulture, $"{Indent}- {line}\n");
            }
        }

        return text.ToString();
    }

    public static string Word(AmpDiagnosisStatus status) => status switch
    {
        AmpDiagnosisStatus.Ok => "ok",
        AmpDiagnosisStatus.Warning => "warning",
        _ => "problem",
    };
}
