namespace Amp.Streaming;

/// <summary>What a tool answered (<c>type: tool_result</c>).</summary>
/// <param name="ToolUseId">The call that it answers: the <see cref="ToolUseBlock.Id"/> of an earlier message.</param>
/// <remarks>
/// <para>
/// A command that fails is not an error of the tool: <c>Bash</c> answers <c>{"output":"…","exitCode":3}</c> with
/// <see cref="IsError"/> <see langword="false"/>. See <see cref="ReadExitCode"/>.
/// </para>
/// <para><b>Source.</b> Recordings <c>fail</c>, <c>tool</c> and <c>perm_reject</c> of CLI 0.0.1767830505 and 0.0.1774569934.</para>
/// </remarks>
public sealed record ToolResultBlock(string ToolUseId) : ContentBlock
{
    /// <summary>The answer as text: JSON for most built-in tools, plain text for some tools and for all errors.</summary>
    /// <value><see langword="null"/> when the answer is not a string; then <see cref="Json"/> has it.</value>
    public string? Content { get; init; }

    /// <summary>The answer, when the CLI sent something other than a string. Never seen in a recording.</summary>
    public RawJson? Json { get; init; }

    /// <summary>Whether the tool could not run: unknown, rejected, cancelled, bad path. <see langword="null"/> when the CLI did not say.</summary>
    public bool? IsError { get; init; }

    /// <summary>Reads the exit code out of an answer of the form <c>{"output":"…","exitCode":0}</c>.</summary>
    /// <returns>The exit code; <see langword="null"/> when <see cref="Content"/> is not such JSON.</returns>
    public int? ReadExitCode() => ToolResultContent.ReadExitCode(Content);
}
