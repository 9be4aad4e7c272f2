using Amp.Streaming;

namespace Amp.Client;

/// <summary>What became of a tool call, as the thread keeps it (<c>type: tool_result</c>). It says more than the stream does.</summary>
/// <param name="ToolUseId">The call: the <see cref="ToolUseBlock.Id"/> of an earlier message.</param>
/// <param name="Status">How far it has come.</param>
public sealed record AmpThreadToolResult(string ToolUseId, AmpToolRunStatus Status)
{
    /// <summary>The tool's name. The file does not repeat it here: it is taken from the call.</summary>
    /// <value><see langword="null"/> when the thread has no such call, or it lies more than 10,000 calls back.</value>
    public string? ToolName { get; init; }

    /// <summary>The answer for reading.</summary>
    /// <value>
    /// For a call that is done: the answer if it is text, else its <c>content</c> if that is text, else its <c>output</c> if that is, else its JSON. <c>(cancelled)</c> for a cancelled one.
    /// Else the error, the reason, or how far it has come. Never <see langword="null"/>. What the stream says instead is <see cref="ToolResultBlock.Content"/> of the block of the same call.
    /// </value>
    public required string Text { get; init; }

    /// <summary>The answer. Any JSON: <c>{"output":"…","exitCode":0}</c> for Bash, text for others.</summary>
    public RawJson? Result { get; init; }

    /// <summary>What went wrong, when <see cref="Status"/> is <see cref="AmpToolRunStatus.Error"/>.</summary>
    public string? Error { get; init; }

    /// <summary>Why it was cancelled, rejected or held up, such as <c>user:interrupted</c> or the permission rule that matched.</summary>
    public string? Reason { get; init; }

    /// <summary>How far it had come. Text, a list of texts, <c>{"output":"…"}</c>, or a list of what a sub-agent did.</summary>
    public RawJson? Progress { get; init; }

    /// <summary>What the user is asked to allow, while <see cref="Status"/> is <see cref="AmpToolRunStatus.BlockedOnUser"/>. From CLI 0.0.1774569934 on.</summary>
    public IReadOnlyList<string> ToAllow { get; init; } = [];

    /// <summary>The files that it changed, as the CLI keeps track of them.</summary>
    public IReadOnlyList<string> TrackedFiles { get; init; } = [];

    /// <summary>The thread of the sub-agent that the call started. CLI 0.0.1767830505 only.</summary>
    public AmpThreadId? SubagentThreadId { get; init; }

    /// <summary>Fields of <c>run</c> that this version does not model, such as <c>~debug</c>, in the order of the file.</summary>
    public IReadOnlyList<KeyValuePair<string, RawJson>> AdditionalProperties { get; init; } = [];

    /// <summary>Whether nothing came of it: failed, cancelled, rejected.</summary>
    public bool IsError => Status == AmpToolRunStatus.Error || Status == AmpToolRunStatus.Cancelled || Status == AmpToolRunStatus.RejectedByUser;
}
