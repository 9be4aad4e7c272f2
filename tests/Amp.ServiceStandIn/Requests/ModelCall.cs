using System.Diagnostics.CodeAnalysis;

namespace Amp.ServiceStandIn;

/// <summary>A call of the model.</summary>
public sealed record ModelCall : ReceivedRequest
{
    [SetsRequiredMembers]
    internal ModelCall(ReceivedRequest request)
        : base(request)
    {
    }

    /// <summary>Gets the asked model.</summary>
    public string Model { get; init; } = "";

    /// <summary>Gets whether the answer was to be streamed. Titles and, since March 2026, sub-agents ask without.</summary>
    public bool IsStreamed { get; init; }

    /// <summary>Gets how many tokens the answer may have.</summary>
    public int MaxTokens { get; init; }

    /// <summary>Gets the conversation so far.</summary>
    public IReadOnlyList<ModelMessage> Messages { get; init; } = [];

    /// <summary>Gets the tools that the model may call.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>Gets the working directory that the system prompt names, or null when it names none.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Gets whether this asks for the title of a thread, and not for a turn of the conversation.</summary>
    public bool IsTitle => !IsStreamed && MaxTokens <= 200;

    /// <summary>Gets every text that the user's messages hold, in order: prompts, exactly as they came, and what the CLI adds.</summary>
    public IEnumerable<string> UserTexts => Messages.Where(message => message.IsUser).SelectMany(message => message.Texts);

    /// <summary>Gets the last text that the user's last message holds: the prompt, exactly as it came. The CLI's own additions come before it.</summary>
    public string? LastPrompt => Messages.LastOrDefault(message => message.IsUser)?.Texts is [.., var last] ? last : null;
}
