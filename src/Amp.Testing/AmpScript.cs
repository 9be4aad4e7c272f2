using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Amp.Testing;

/// <summary>What a <see cref="FakeAmp"/> says and does, step by step, built so that it reads as sentences.</summary>
/// <remarks>
/// <para>A script is a value: every method gives a new one and leaves the old one as it was. Safe to share between threads and tests.</para>
/// <para>
/// Text may hold values that are known only when the script is played: <c>${session_id}</c>, <c>${prompt}</c>, <c>${cwd}</c>,
/// <c>${input}</c> (number of the prompt in a conversation, from 1), <c>${turns}</c>, <c>${duration_ms}</c>, <c>${last_text}</c>,
/// <c>${tool_text}</c> (what an MCP tool answered last), <c>${pid}</c>, <c>${child_pid}</c> (of the child started last), <c>${amp_url}</c>. They are filled in escaped, as they must be
/// between the quotes of a JSON string. Any other <c>${…}</c> stays as it is. <see cref="EmitsTorn"/> and <see cref="EmitsBytes"/>
/// take bytes as they are.
/// </para>
/// <para>A script that comes to its end ends the process with exit code 0, as the CLI does even after a failed run.</para>
/// </remarks>
public sealed partial class AmpScript
{
    private readonly ScriptBody _body;

    private AmpScript(ScriptBody body) => _body = body;

    /// <summary>Gets the script that does nothing: the process reads its input and ends with exit code 0.</summary>
    public static AmpScript New { get; } = new(new ScriptBody());

    /// <summary>Plays another script when the prompt contains the marker. The first route that fits is taken.</summary>
    /// <remarks>
    /// To know the prompt, the player waits for it before it does anything else. With <c>--stream-json-input</c> every prompt of the
    /// conversation is routed anew; the init line is printed before the first, as the CLI does.
    /// </remarks>
    /// <param name="marker">The text to look for; upper and lower case count.</param>
    /// <param name="script">The script to play.</param>
    public AmpScript ForPrompt(string marker, AmpScript script)
    {
        ArgumentException.ThrowIfNullOrEmpty(marker);
        return Route(new ScriptRoute(NotNull(script)) { Prompt = marker });
    }

    /// <summary>Plays another script when the run continues a thread (<c>threads continue</c>). The first route that fits is taken.</summary>
    /// <param name="script">The script to play. Its <c>${session_id}</c> is the id that was asked for.</param>
    public AmpScript ForContinuedThread(AmpScript script) => Route(new ScriptRoute(NotNull(script)) { Continues = true });

    /// <summary>Plays another script when the arguments, joined by blanks, contain the text: <c>"tools list"</c>, <c>"--version"</c>.</summary>
    /// <remarks>Such a script answers also <c>--version</c> and <c>--help</c>, where it is asked to.</remarks>
    /// <param name="command">The text to look for; upper and lower case count.</param>
    /// <param name="script">The script to play.</param>
    public AmpScript ForCommand(string command, AmpScript script)
    {
        ArgumentException.ThrowIfNullOrEmpty(command);
        return Route(new ScriptRoute(NotNull(script)) { Command = command });
    }

    /// <summary>Gives every run the same thread id, unless it continues a thread. Without it, every run gets a new id.</summary>
    /// <param name="threadId">The id, such as <c>T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd</c>. It is not checked.</param>
    public AmpScript InThread(string threadId)
    {
        ArgumentException.ThrowIfNullOrEmpty(threadId);
        return new(_body with { ThreadId = threadId });
    }

    /// <summary>Answers <c>--version</c> with this text. Counts in the outermost script only.</summary>
    /// <param name="text">The line to print. The default has the form of CLI 0.0.1774569934.</param>
    public AmpScript HasVersion(string text) => new(_body with { Version = NotNull(text) });

    /// <summary>Answers <c>--help</c> with this text. Counts in the outermost script only.</summary>
    /// <param name="text">The text to print. The default is the help of CLI 0.0.1774569934, without its examples.</param>
    public AmpScript HasHelp(string text) => new(_body with { Help = NotNull(text) });

    /// <summary>Leaves standard input unread, so that a long prompt fills the pipe. Counts in the outermost script only.</summary>
    /// <remarks>A step that needs the prompt then waits for ever. The prompt is not recorded.</remarks>
    public AmpScript NeverReadsInput() => new(_body with { ReadsInput = false });

    /// <summary>Plays the steps of another script so many times, one after the other.</summary>
    /// <param name="times">How often; 0 or more.</param>
    /// <param name="script">Has the steps. Its routes, thread id and texts do not count, and a success in it does not end a turn.</param>
    public AmpScript Repeats(int times, AmpScript script)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(times);
        var steps = NotNull(script)._body;
        var step = ScriptStep.Of("repeat", json =>
        {
            json.WriteNumber("times", times);
            WriteSteps(json, steps);
        });

        return new(_body with { Steps = _body.Steps.Add(step), IsOpen = _body.IsOpen || steps.IsOpen });
    }

    /// <summary>Gives the script as the JSON that is played.</summary>
    public override string ToString() => ScriptStep.Json(WriteTo);

    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("version", _body.Version);
        json.WriteString("help", _body.Help);
        json.WriteString("init", MessageLine.Init);
        json.WriteString("user", MessageLine.User);
        json.WriteString("threadId", _body.ThreadId);
        json.WriteBoolean("readsInput", _body.ReadsInput);
        WriteSteps(json, _body);
        json.WriteStartArray("routes");

        foreach (var route in _body.Routes)
        {
            route.WriteTo(json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSteps(Utf8JsonWriter json, ScriptBody body)
    {
        json.WriteStartArray("steps");

        foreach (var step in body.Steps)
        {
            json.WriteRawValue(step, skipInputValidation: true);
        }

        json.WriteEndArray();
    }

    private static T NotNull<T>(T value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value;
    }

    private AmpScript Route(ScriptRoute route) => new(_body with { Routes = _body.Routes.Add(route) });

    private AmpScript Then(string step) => new(_body with { Steps = _body.Steps.Add(step) });
}
