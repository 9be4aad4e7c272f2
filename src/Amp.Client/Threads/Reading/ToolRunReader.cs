using System.Text.Json;
using Amp.Streaming;

namespace Amp.Client.Threads;

/// <summary>Reads what became of a tool call.</summary>
internal static class ToolRunReader
{
    /// <param name="block">The block <c>tool_result</c>.</param>
    /// <param name="names">The calls before it.</param>
    /// <returns><see langword="null"/> when it names no call.</returns>
    public static AmpThreadToolResult? Read(JsonElement block, ToolNames names)
    {
        // The three spellings that readers of threads have met; the recorded CLIs write the first.
        if ((block.Text("toolUseID") ?? block.Text("tool_use_id") ?? block.Text("tool_useId")) is not { } id)
        {
            return null;
        }

        if (block.Field("run") is not { ValueKind: JsonValueKind.Object } run)
        {
            return WithoutRun(block, id, names);
        }

        var status = new AmpToolRunStatus(run.Text("status") ?? "");
        var error = run.Field("error") is { } problem ? Message(problem) : null;
        return new(id, status)
        {
            ToolName = names.Find(id),
            Text = TextOf(status, run, error),
            Result = run.Raw("result"),
            Error = error,
            Reason = run.Text("reason"),
            Progress = run.Raw("progress"),
            ToAllow = run.Texts("toAllow"),
            TrackedFiles = run.Texts("trackFiles"),
            SubagentThreadId = run.Field("progress")?.ThreadId("threadID"),
            AdditionalProperties = [.. run.Rest("status", "result", "error", "reason", "progress", "toAllow", "trackFiles"), .. ErrorDetails(run)],
        };
    }

    /// <summary>What the stream says of the same call.</summary>
    /// <remarks><b>Source.</b> All recordings of CLI 0.0.1767830505 to 0.0.1774569934 that have both a stream and a thread.</remarks>
    /// <param name="block">The block.</param>
    /// <param name="result">What was read of it.</param>
    /// <returns><see langword="null"/> while the stream says nothing yet.</returns>
    public static string? InStream(JsonElement block, AmpThreadToolResult result) =>
        result.Status == AmpToolRunStatus.Done ? (block.Field("run")?.Field("result") ?? block.Field("content")) is { } answer ? ThreadJson.TextOrCompact(answer) : ""
        : result.Status == AmpToolRunStatus.Error ? result.Error ?? ""
        : result.Status == AmpToolRunStatus.RejectedByUser ? "Tool execution rejected by user" + Because(result.Reason)
        : result.Status == AmpToolRunStatus.Cancelled ? "Tool execution cancelled" + Because(result.Reason)
        : null;

    // A result in the model's own form, as other tools than the CLI write it.
    private static AmpThreadToolResult WithoutRun(JsonElement block, string id, ToolNames names)
    {
        var isError = block.Field("is_error")?.ValueKind is JsonValueKind.True;
        var text = block.Field("content") is { } content ? TextOf(content) : "";
        return new(id, isError ? AmpToolRunStatus.Error : AmpToolRunStatus.Done)
        {
            ToolName = names.Find(id),
            Text = text,
            Result = block.Raw("content"),
            Error = isError ? text : null,
        };
    }

    private static string TextOf(AmpToolRunStatus status, JsonElement run, string? error) =>
        status == AmpToolRunStatus.Done ? run.Field("result") is { } result ? TextOf(result) : ""
        : status == AmpToolRunStatus.Cancelled ? "(cancelled)"
        : status == AmpToolRunStatus.Error ? error ?? ""
        : run.Text("reason") ?? (run.Field("progress") is { } progress ? ProgressOf(progress) : error ?? "");

    // In this order: its content, its output, its JSON.
    private static string TextOf(JsonElement result) => result.Text("content") ?? result.Text("output") ?? ThreadJson.TextOrCompact(result);

    private static string ProgressOf(JsonElement progress) =>
        progress.ValueKind is JsonValueKind.Array && progress.EnumerateArray().All(static item => item.ValueKind is JsonValueKind.String)
            ? string.Join('\n', progress.EnumerateArray().Select(ThreadJson.Text))
            : TextOf(progress);

    private static string? Message(JsonElement error) => error.ValueKind is JsonValueKind.Null ? null : error.Text("message") ?? ThreadJson.TextOrCompact(error);

    // Beside its message an error may name a path.
    private static IEnumerable<KeyValuePair<string, RawJson>> ErrorDetails(JsonElement run) =>
        run.Field("error") is { ValueKind: JsonValueKind.Object } error && error.Rest("message").Count > 0 ? [new("error", ThreadJson.Raw(error))] : [];

    private static string Because(string? reason) => reason is null ? "" : ": " + reason;
}
