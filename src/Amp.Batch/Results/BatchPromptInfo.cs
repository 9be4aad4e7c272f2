namespace Amp.Batch;

/// <summary>A prompt of a stored batch.</summary>
/// <param name="Id"><see cref="BatchPrompt.Id"/>.</param>
/// <param name="Name">What it was called.</param>
/// <param name="Text">The prompt.</param>
public sealed record BatchPromptInfo(string Id, string Name, string Text);
