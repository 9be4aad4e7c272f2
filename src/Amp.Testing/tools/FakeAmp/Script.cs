using System.Text.Json;

namespace Amp.Testing.Player;

/// <summary>A script as it lies in <c>script.json</c>. Read element by element: a serializer would cost more time than the whole start.</summary>
internal sealed class Script(JsonElement json)
{
    public bool ReadsInput => !json.TryGetProperty("readsInput", out var reads) || reads.GetBoolean();

    public string Version => json.GetProperty("version").GetString()!;

    public string Help => json.GetProperty("help").GetString()!;

    public string InitLine => json.GetProperty("init").GetString()!;

    public string UserLine => json.GetProperty("user").GetString()!;

    public string? ThreadId => json.TryGetProperty("threadId", out var id) ? id.GetString() : null;

    public JsonElement Steps => json.GetProperty("steps");

    /// <summary>Finds the script for this run: the first route that holds, and again in there.</summary>
    /// <param name="commandLine">What was asked for.</param>
    /// <param name="prompt">Gives the prompt; called only when a route asks about it, since that may have to wait.</param>
    public Script For(CommandLine commandLine, Func<Prompt> prompt)
    {
        foreach (var route in json.GetProperty("routes").EnumerateArray())
        {
            if (Holds(route, commandLine, prompt))
            {
                return new Script(route.GetProperty("script")).For(commandLine, prompt);
            }
        }

        return this;
    }

    private static bool Holds(JsonElement route, CommandLine commandLine, Func<Prompt> prompt)
    {
        if (route.TryGetProperty("command", out var command) && !commandLine.Text.Contains(command.GetString()!, StringComparison.Ordinal))
        {
            return false;
        }

        if (route.TryGetProperty("continues", out var continues) && continues.GetBoolean() != commandLine.Continues)
        {
            return false;
        }

        return !route.TryGetProperty("prompt", out var marker)
            || (!commandLine.AsksForVersion && !commandLine.AsksForHelp && prompt().Text.Contains(marker.GetString()!, StringComparison.Ordinal));
    }
}
