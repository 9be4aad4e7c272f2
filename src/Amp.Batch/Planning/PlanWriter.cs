using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Amp.Batch.Planning;

/// <summary>Writes plans as the JSON that <see cref="PlanReader"/> reads.</summary>
internal static class PlanWriter
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(BatchPlan plan)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            Write(json, plan);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, BatchPlan plan)
    {
        json.WriteStartObject();
        json.WriteNumber("schemaVersion", PlanReader.SchemaVersion);
        Optional(json, "name", plan.Name);
        List(json, "prompts", plan.Prompts, WritePrompt);
        List(json, "variants", plan.Variants, WriteVariant);
        List(json, "baseCommits", plan.BaseCommits, static (writer, commit) => writer.WriteStringValue(commit));
        List(json, "arguments", plan.ArgumentSets, WriteArguments);
        List(json, "environments", plan.Environments, WriteEnvironment);
        List(json, "combinations", plan.Combinations, WriteCombination);
        json.WriteNumber("repetitions", plan.Repetitions);
        List(json, "include", plan.Include, WriteFilter);
        List(json, "exclude", plan.Exclude, WriteFilter);
        if (plan.AllowUnlistedArguments)
        {
            json.WriteBoolean("allowUnlistedArguments", true);
        }

        WriteLimits(json, plan.Limits);
        json.WriteEndObject();
    }

    private static void WritePrompt(Utf8JsonWriter json, BatchPrompt prompt)
    {
        json.WriteStartObject();
        json.WriteString("name", prompt.Name);
        json.WriteString("text", prompt.Text);
        json.WriteEndObject();
    }

    private static void WriteVariant(Utf8JsonWriter json, BatchVariant variant)
    {
        json.WriteStartObject();
        Optional(json, "name", variant.Name);
        Optional(json, "modeOrModel", variant.ModeOrModel);
        OptionsJson.Write(json, variant.Options, OptionsJsonPurpose.Plan);
        json.WriteEndObject();
    }

    private static void WriteArguments(Utf8JsonWriter json, BatchArguments arguments)
    {
        json.WriteStartObject();
        Optional(json, "name", arguments.Name);
        OptionsJson.WriteList(json, "values", arguments.Values);
        json.WriteEndObject();
    }

    private static void WriteEnvironment(Utf8JsonWriter json, BatchEnvironment environment)
    {
        json.WriteStartObject();
        json.WriteString("name", environment.Name);
        OptionsJson.WriteVariables(json, "variables", environment.Variables, OptionsJsonPurpose.Plan);
        json.WriteEndObject();
    }

    private static void WriteCombination(Utf8JsonWriter json, BatchCombination combination)
    {
        json.WriteStartObject();
        json.WritePropertyName("variant");
        WriteVariant(json, combination.Variant);
        Optional(json, "baseCommit", combination.BaseCommit);
        if (combination.Arguments.Values.Count > 0)
        {
            json.WritePropertyName("arguments");
            WriteArguments(json, combination.Arguments);
        }

        if (combination.Environment is { } environment)
        {
            json.WritePropertyName("environment");
            WriteEnvironment(json, environment);
        }

        json.WriteEndObject();
    }

    private static void WriteFilter(Utf8JsonWriter json, BatchFilter filter)
    {
        json.WriteStartObject();
        Optional(json, "prompt", filter.Prompt);
        Optional(json, "combination", filter.Combination);
        Optional(json, "variant", filter.Variant);
        Optional(json, "baseCommit", filter.BaseCommit);
        Optional(json, "arguments", filter.Arguments);
        Optional(json, "environment", filter.Environment);
        Optional(json, "cell", filter.Cell);
        List(json, "repetitions", filter.Repetitions, static (writer, repetition) => writer.WriteNumberValue(repetition));
        json.WriteEndObject();
    }

    private static void WriteLimits(Utf8JsonWriter json, BatchLimits limits)
    {
        json.WriteStartObject("limits");
        json.WriteNumber("maxRuns", limits.MaxRuns);
        if (limits.MaxCredits is { } credits)
        {
            json.WriteNumber("maxCredits", credits);
        }

        if (limits.MaxTokens is { } tokens)
        {
            json.WriteNumber("maxTokens", tokens);
        }

        if (limits.AllowUnknownSpend)
        {
            json.WriteBoolean("allowUnknownSpend", true);
        }

        json.WriteEndObject();
    }

    private static void List<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    }

    private static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
