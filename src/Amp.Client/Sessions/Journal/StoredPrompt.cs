namespace Amp.Client.Sessions.Journal;

/// <summary>A prompt that waits for its turn.</summary>
internal sealed record StoredPrompt(string Id, string Prompt, AmpPromptPriority Priority);
