using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Amp.Testing.Player;

/// <summary>What the run knows about itself, and the filling of its values into a line: <c>${session_id}</c>, <c>${prompt}</c>, ….</summary>
internal sealed class Session
{
    private readonly long _started = Stopwatch.GetTimestamp();

    public string Id { get; set; } = $"T-{Guid.CreateVersion7()}";

    public Prompt Prompt { get; set; } = Prompt.None;

    /// <summary>Whether the init line is out: from there on, the CLI answers signals by a result.</summary>
    public bool IsOpen { get; set; }

    /// <summary>How many prompts have been taken.</summary>
    public int Inputs { get; set; }

    /// <summary>How many assistant messages there were, which is what the CLI calls turns.</summary>
    public int Turns { get; set; }

    /// <summary>The last text that the agent said, as it stands between the quotes of its line.</summary>
    public string LastText { get; set; } = "";

    /// <summary>Whether a result line is out: there is never a second one.</summary>
    public bool HasResult { get; set; }

    /// <summary>Why a tool was not let run the last time.</summary>
    public string Rejection { get; set; } = "";

    public int LastChild { get; set; }

    /// <summary>Fills in the values that are known here; any other <c>${…}</c> stays as it is.</summary>
    public string Fill(string template)
    {
        var filled = new StringBuilder(template.Length);
        var position = 0;

        while (template.IndexOf("${", position, StringComparison.Ordinal) is var start and >= 0
            && template.IndexOf('}', start) is var end and >= 0)
        {
            filled.Append(template, position, start - position);
            var value = Value(template[(start + 2)..end]);
            // Of an unknown name only the two marks are passed over: a known one may begin inside it.
            filled.Append(value ?? "${");
            position = value is null ? start + 2 : end + 1;
        }

        return filled.Append(template, position, template.Length - position).ToString();
    }

    private string? Value(string name) => name switch
    {
        "session_id" => Id,
        "prompt" => JsonStringLiteral.Escape(Prompt.Text),
        "prompt_blocks" => Prompt.Blocks,
        "cwd" => JsonStringLiteral.Escape(Environment.CurrentDirectory),
        "input" => Text(Inputs),
        "turns" => Text(Turns),
        "last_text" => LastText,
        "rejection" => JsonStringLiteral.Escape(Rejection),
        "duration_ms" => Text((int)Stopwatch.GetElapsedTime(_started).TotalMilliseconds),
        "pid" => Text(Environment.ProcessId),
        "child_pid" => Text(LastChild),
        "amp_url" => (Environment.GetEnvironmentVariable("AMP_URL") is { Length: > 0 } url ? url : "https://ampcode.com").TrimEnd('/'),
        "token" => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)),
        _ => null,
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
