using Amp.Batch.Planning;

namespace Amp.Batch;

/// <summary>One task of a plan.</summary>
public sealed record BatchPrompt
{
    private const int LongestName = 60;

    /// <summary>Makes a task.</summary>
    /// <param name="text">What the agent is asked to do; not blank, because the CLI keeps a blank prompt from the model.</param>
    /// <param name="name">What to call it in reports; <see langword="null"/> for the beginning of the text.</param>
    public BatchPrompt(string text, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
        Name = string.IsNullOrWhiteSpace(name) ? Shorten(text) : name.Trim();
        Id = CellHash.OfPrompt(text);
    }

    /// <summary>What the agent is asked to do, character for character.</summary>
    public string Text { get; }

    /// <summary>What it is called in reports and filters. The beginning of the text unless it was given a name.</summary>
    public string Name { get; }

    /// <summary>An id made of the text alone: <c>p-</c> and 12 hexadecimal digits.</summary>
    public string Id { get; }

    /// <summary>Makes a task of a text.</summary>
    /// <param name="text">What the agent is asked to do.</param>
    public static implicit operator BatchPrompt(string text) => new(text);

    /// <summary>Makes a task of a text.</summary>
    /// <param name="text">What the agent is asked to do.</param>
    public static BatchPrompt FromString(string text) => new(text);

    /// <summary>Gives the name.</summary>
    public override string ToString() => Name;

    private static string Shorten(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, 40, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= LongestName)
        {
            return line;
        }

        var end = char.IsHighSurrogate(line[LongestName - 2]) ? LongestName - 2 : LongestName - 1;
        return line[..end].TrimEnd() + "…";
    }
}
