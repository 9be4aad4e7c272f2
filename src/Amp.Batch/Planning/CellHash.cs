using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Amp.Batch.Planning;

/// <summary>Ids that are made of content: SHA-256 over a canonical form that is never changed, because stored batches are compared by it.</summary>
/// <remarks>The canonical form is JSON with the members in one order, everything that is at its default left out, and dictionaries sorted. A test pins ids.</remarks>
internal static class CellHash
{
    // The encoder belongs to the form: a runtime that escapes more or less by default must not change an id.
    private static readonly JsonWriterOptions Canonical = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string OfPrompt(string text) => Hash("p-", 6, json => json.WriteString("prompt", text));

    public static string OfCombination(BatchCombination combination) => Hash("k-", 6, json => Write(json, combination));

    public static string OfCell(BatchPrompt prompt, BatchCombination combination, int repetition) => Hash("c-", 10, json =>
    {
        json.WriteString("prompt", prompt.Text);
        Write(json, combination);
        json.WriteNumber("repetition", repetition);
    });

    private static void Write(Utf8JsonWriter json, BatchCombination combination)
    {
        if (combination.Variant.ModeOrModel is { } word)
        {
            json.WriteString("modeOrModel", word);
        }

        OptionsJson.Write(json, combination.Variant.Options, OptionsJsonPurpose.Identity);
        if (combination.BaseCommit is { } commit)
        {
            json.WriteString("baseCommit", commit.All(char.IsAsciiHexDigit) ? commit.ToLowerInvariant() : commit);
        }

        OptionsJson.WriteList(json, "arguments", combination.Arguments.Values);
        if (combination.Environment is { } environment)
        {
            json.WriteString("environment", environment.Name.ToLowerInvariant());
            OptionsJson.WriteVariables(json, "variables", environment.Variables, OptionsJsonPurpose.Identity);
        }
    }

    private static string Hash(string prefix, int bytes, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Canonical))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return prefix + Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan).AsSpan(0, bytes));
    }
}
