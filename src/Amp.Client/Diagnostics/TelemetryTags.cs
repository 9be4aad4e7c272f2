namespace Amp.Client.Diagnostics;

/// <summary>The names of attributes, after OpenTelemetry's conventions for generative AI, and the values that never change.</summary>
internal static class TelemetryTags
{
    public const string ErrorType = "error.type";
    public const string ConversationId = "gen_ai.conversation.id";
    public const string ResponseModel = "gen_ai.response.model";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string CacheReadTokens = "gen_ai.usage.cache_read.input_tokens";
    public const string CacheCreationTokens = "gen_ai.usage.cache_creation.input_tokens";
    public const string OutputTokens = "gen_ai.usage.output_tokens";
    public const string ToolName = "gen_ai.tool.name";
    public const string ToolCallId = "gen_ai.tool.call.id";
    public const string ProcessId = "process.pid";
    public const string ExitCode = "process.exit.code";
    public const string MalformedReason = "amp.malformed.reason";

    /// <summary>The tool said that it could not do what it was asked.</summary>
    public const string ToolError = "tool_error";

    /// <summary>The run ended before the tool had answered.</summary>
    public const string Unanswered = "unanswered";

    public static readonly KeyValuePair<string, object?> Provider = new("gen_ai.provider.name", "amp");
    public static readonly KeyValuePair<string, object?> InvokesAgent = new("gen_ai.operation.name", "invoke_agent");
    public static readonly KeyValuePair<string, object?> ExecutesTool = new("gen_ai.operation.name", "execute_tool");
    public static readonly KeyValuePair<string, object?> InputType = new("gen_ai.token.type", "input");
    public static readonly KeyValuePair<string, object?> OutputType = new("gen_ai.token.type", "output");

    /// <summary>What is known of a run before it starts, so that a sampler can decide by it.</summary>
    public static readonly KeyValuePair<string, object?>[] OfRun = [InvokesAgent, Provider, new("gen_ai.agent.name", "amp")];
}
