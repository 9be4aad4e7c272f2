using System.Text.Json;

namespace Amp.Testing;

/// <summary>When another script is played instead. Every condition that is given must hold.</summary>
internal sealed record ScriptRoute(AmpScript Script)
{
    /// <summary>Text that the prompt must contain.</summary>
    public string? Prompt { get; init; }

    /// <summary>Text that the command line, joined by blanks, must contain.</summary>
    public string? Command { get; init; }

    /// <summary>Whether the run must continue a thread.</summary>
    public bool? Continues { get; init; }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();

        if (Prompt is not null)
        {
            json.WriteString("prompt", Prompt);
        }

        if (Command is not null)
        {
            json.WriteString("command", Command);
        }

        if (Continues is { } continues)
        {
            json.WriteBoolean("continues", continues);
        }

        json.WritePropertyName("script");
        Script.WriteTo(json);
        json.WriteEndObject();
    }
}
