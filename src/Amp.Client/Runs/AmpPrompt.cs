namespace Amp.Client;

/// <summary>What the agent is asked to do.</summary>
/// <remarks>Reaches the model character for character: white space at its ends, quotes, newlines and emoji included. It goes by standard input, so it has no length limit but memory, and shows in no process list.</remarks>
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
