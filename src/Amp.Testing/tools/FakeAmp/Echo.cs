using System.Text;
using System.Text.Json;

namespace Amp.Testing.Player;

/// <summary>Says what this run was given, as one JSON line.</summary>
internal static class Echo
{
    public static string Line(Stage stage)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("type", "echo");
            json.WriteString("session_id", stage.Session.Id);
            json.WriteString("cwd", Environment.CurrentDirectory);
            RunRecord.WriteArguments(json, stage.CommandLine.Arguments);
            RunRecord.WriteEnvironment(json);
            json.WriteString("stdin", stage.Input.WaitForAll());
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(line.ToArray());
    }
}
