using System.Buffers;
using System.Text.Json;
using Amp.Client.Diagnostics;

namespace Amp.Client;

/// <summary>What <see cref="AmpDoctor"/> found. Without secrets: safe to paste into an issue.</summary>
public sealed record AmpDiagnosis
{
    /// <summary>When the examination began.</summary>
    public required DateTimeOffset ExaminedAt { get; init; }

    /// <summary>What was looked at, always in the same order.</summary>
    public required IReadOnlyList<AmpDiagnosisCheck> Checks { get; init; }

    /// <summary>Whether nothing is a <see cref="AmpDiagnosisStatus.Problem"/>. Warnings may be among the checks.</summary>
    public bool IsHealthy => Checks.All(static check => check.Status is not AmpDiagnosisStatus.Problem);

    /// <summary>The diagnosis for a person to read: a line for each check, its findings below.</summary>
    /// <returns>Lines that end in <c>\n</c>.</returns>
    public string ToText() => DiagnosisText.Write(this);

    /// <summary>Writes the diagnosis as one JSON object: <c>{"healthy","examinedAt","checks":[{"name","status","summary","facts":{},"details":[]}]}</c>.</summary>
    /// <param name="output">Where to. Not closed.</param>
    public void WriteJson(Stream output)
    {
        using var json = new Utf8JsonWriter(output, DiagnosisJson.Options);
        DiagnosisJson.Write(json, this);
    }

    /// <inheritdoc cref="WriteJson(Stream)"/>
    /// <param name="output">Where to.</param>
    public void WriteJson(IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, DiagnosisJson.Options);
        DiagnosisJson.Write(json, this);
    }

    /// <summary>As <see cref="ToText"/>.</summary>
    public override string ToString() => ToText();
}
