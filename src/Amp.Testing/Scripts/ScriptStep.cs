using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Amp.Testing;

/// <summary>One step of a script, as the JSON that the player reads. The verbs are those of <c>Steps.cs</c> in tools/FakeAmp.</summary>
internal static class ScriptStep
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Open { get; } = Of("open");

    public static string Hang { get; } = Of("hang");

    public static string Exit(int code) => Of("exit", json => json.WriteNumber("code", code));

    public static string Crash(int signal) => Of("crash", json => json.WriteNumber("signal", signal));

    public static string Signals(string mode) => Of("signals", json => json.WriteString("mode", mode));

    /// <summary>A step of the given verb.</summary>
    /// <param name="verb">What to do.</param>
    /// <param name="text">What to do it with.</param>
    public static string Of(string verb, string text) => Of(verb, json => json.WriteString("text", text));

    /// <summary>A step of the given verb.</summary>
    /// <param name="verb">What to do.</param>
    /// <param name="write">Writes the other properties.</param>
    public static string Of(string verb, Action<Utf8JsonWriter>? write = null) => Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("do", verb);
        write?.Invoke(json);
        json.WriteEndObject();
    });

    /// <summary>Writes JSON into a string.</summary>
    public static string Json(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
