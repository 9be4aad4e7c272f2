namespace Amp.Batch;

/// <summary>What is one pair when two combinations are compared.</summary>
public enum BatchPairing
{
    /// <summary>A run of each: the same prompt, the same repetition. The conclusion is about these prompts.</summary>
    Run,

    /// <summary>A prompt: its success rates, or the medians of its runs. The conclusion is about prompts like these; it needs many of them.</summary>
    Prompt,
}
