namespace Amp.Client;

/// <summary>What the agent is asked to do.</summary>
/// <remarks>
/// Reaches the CLI character for character: white space at its ends, quotes, newlines and emoji included. It goes by standard input, so it has
/// no length limit but memory, and shows in no process list. A blank prompt starts a run and is echoed exactly, but the CLI keeps it from the
/// model (0.0.1767830505, 0.0.1774569934 and 0.0.1776788459 all do).
/// </remarks>
public readonly record struct AmpPrompt
{
    private readonly string? _text;

    /// <summary>Makes a prompt.</summary>
    /// <param name="text">The prompt; may be empty.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is <see langword="null"/>.</exception>
    public AmpPrompt(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text = text;
    }

    /// <summary>The prompt.</summary>
    public string Text => _text ?? "";

    /// <summary>Makes a prompt of a string.</summary>
    /// <param name="text">The prompt.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is <see langword="null"/>.</exception>
    public static implicit operator AmpPrompt(string text) => new(text);

    /// <summary>Makes a prompt of a string.</summary>
    /// <param name="text">The prompt.</param>
    public static AmpPrompt FromString(string text) => new(text);

    /// <summary>Gives the prompt.</summary>
    public override string ToString() => Text;
}
