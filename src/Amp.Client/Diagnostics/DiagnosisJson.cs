using System.Text.Encodings.Web;
using System.Text.Json;

namespace Amp.Client.Diagnostics;

/// <summary>The JSON of a diagnosis, written by hand: nothing for a trimmer to lose.</summary>
internal static class DiagnosisJson
{
    // For eyes and for files, not for the inside of a web page.
    public static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Utf8JsonWriter json, AmpDiagnosis diagnosis)
    {
        json.WriteStartObject();
        json.WriteBoolean("healthy", diagnosis.IsHealthy);
        json.WriteString("examinedAt", diagnosis.ExaminedAt);
        json.WriteStartArray("checks");
        foreach (var check in diagnosis.Checks)
        {
            Write(json, check);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AmpDiagnosisCheck check)
    {
        json.WriteStartObject();
        json.WriteString("name", check.Name);
        json.WriteString("status", DiagnosisText.Word(check.Status));
        json.WriteString("summary", check.Summary);
        json.WriteStartObject("facts");
        foreach (var (name, value) in check.Facts)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteStartArray("details");
        foreach (var line in check.Details)
        {
            json.WriteStringValue(line);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
