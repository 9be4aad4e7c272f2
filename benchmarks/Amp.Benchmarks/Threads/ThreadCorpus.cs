using System.Globalization;
using System.Text.Json;
using Amp.Benchmarks.Corpora;

namespace Amp.Benchmarks.Threads;

/// <summary>Thread files as CLI 0.0.1774569934 writes them, made up: the same bytes on every machine.</summary>
internal static class ThreadCorpus
{
    private static readonly string[] Words = ["the", "build", "fails", "because", "src/app.cs", "needs", "a", "test", "für", "naïve", "paths", "\"quoted\"", "line\n", "then", "agent", "reads"];

    /// <summary>Writes a folder of threads, unless it is there.</summary>
    public static void WriteMany(string folder, int count)
    {
        if (Directory.Exists(folder) && Directory.GetFiles(folder).Length == count)
        {
            return;
        }

        Directory.CreateDirectory(folder);
        var dice = new XorShift(20261120);
        for (var i = 0; i < count; i++)
        {
            Write(Path.Combine(folder, Name(i)), i, dice, rounds: dice.Between(1, 24), bytes: long.MaxValue);
        }
    }

    /// <summary>Writes one thread of at least so many bytes, unless it is there.</summary>
    public static void WriteOne(string folder, long bytes)
    {
        var path = Path.Combine(folder, Name(0));
        if (!File.Exists(path) || new FileInfo(path).Length < bytes)
        {
            Directory.CreateDirectory(folder);
            Write(path, 0, new XorShift(100), int.MaxValue, bytes);
        }
    }

    public static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"T-01a1f7d9-0000-7000-8000-{number:x12}.json");

    private static void Write(string path, int number, XorShift dice, int rounds, long bytes)
    {
        using var file = File.Create(path, 1 << 20);
        using var json = new Utf8JsonWriter(file, new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 64 });
        json.WriteStartObject();
        json.WriteNumber("v", rounds);
        json.WriteString("id", Path.GetFileNameWithoutExtension(path));
        json.WriteNumber("created", 1795159580161 + number);
        json.WriteStartArray("messages");
        var id = 0;
        Prompt(json, id++, dice);
        for (var round = 0; round < rounds && json.BytesCommitted + json.BytesPending < bytes; round++)
        {
            Answer(json, id++, dice, isCall: true);
            Result(json, id, dice);
            id++;
            json.Flush();
        }

        Answer(json, id++, dice, isCall: false);
        json.WriteEndArray();
        json.WriteString("agentMode", "smart");
        json.WriteNumber("nextMessageId", id);
        json.WriteString("title", "Thread " + number.ToString(CultureInfo.InvariantCulture));
        json.WritePropertyName("env");
        json.WriteRawValue("""{"initial":{"trees":[{"displayName":"demo","uri":"file:///srv/demo"}],"platform":{"os":"linux","osVersion":"Debian GNU/Linux 12 (bookworm)","cpuArchitecture":"x64","webBrowser":false,"client":"CLI Execute Mode","clientVersion":"0.0.1774569934-g39e3ec","clientType":"cli"},"tags":["model:claude-opus-4-6"]}}""");
        json.WriteEndObject();
    }

    private static void Prompt(Utf8JsonWriter json, int id, XorShift dice)
    {
        Begin(json, "user", id);
        Block(json, "text", "text", Text(dice, 30));
        json.WriteEndArray();
        json.WritePropertyName("meta");
        json.WriteRawValue("""{"sentAt":1795159581986}""");
        json.WriteEndObject();
    }

    private static void Answer(Utf8JsonWriter json, int id, XorShift dice, bool isCall)
    {
        Begin(json, "assistant", id);
        Block(json, "thinking", "thinking", Text(dice, dice.Between(10, 60)));
        Block(json, "text", "text", Text(dice, dice.Between(5, 50)));
        if (isCall)
        {
            json.WriteStartObject();
            json.WriteString("type", "tool_use");
            json.WriteBoolean("complete", true);
            json.WriteString("id", "toolu_" + id.ToString(CultureInfo.InvariantCulture));
            json.WriteString("name", "Bash");
            json.WriteStartObject("input");
            json.WriteString("cmd", Text(dice, 12));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WritePropertyName("state");
        json.WriteRawValue(isCall ? """{"type":"complete","stopReason":"tool_use"}""" : """{"type":"complete","stopReason":"end_turn"}""");
        json.WritePropertyName("usage");
        json.WriteRawValue("""{"model":"claude-opus-4-6","maxInputTokens":300000,"inputTokens":11,"outputTokens":20,"cacheCreationInputTokens":7,"cacheReadInputTokens":5,"totalInputTokens":23,"timestamp":"2026-11-20T07:26:22.076Z"}""");
        json.WriteEndObject();
    }

    private static void Result(Utf8JsonWriter json, int id, XorShift dice)
    {
        Begin(json, "user", id);
        json.WriteStartObject();
        json.WriteString("type", "tool_result");
        json.WriteString("toolUseID", "toolu_" + (id - 1).ToString(CultureInfo.InvariantCulture));
        json.WriteStartObject("run");
        json.WriteString("status", "done");
        json.WriteStartObject("result");
        json.WriteString("output", Text(dice, dice.Between(10, 400)));
        json.WriteNumber("exitCode", 0);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter json, string role, int id)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteNumber("messageId", id);
        json.WriteStartArray("content");
    }

    private static void Block(Utf8JsonWriter json, string type, string name, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString(name, text);
        json.WriteEndObject();
    }

    private static string Text(XorShift dice, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => dice.Pick(Words)));
}
