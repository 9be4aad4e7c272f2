using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelContextProtocol.Protocol;

namespace Amp.Extensions.AI;

/// <summary>Turns what a function gave back into what the agent gets.</summary>
internal static class ToolAnswer
{
    /// <summary>What an agent reads in place of nothing: an empty answer looks to a model like one that was lost.</summary>
    public const string Nothing = "Done. There is nothing to return.";

    public static CallToolResult Of(object? value)
    {
        var answer = new CallToolResult { Content = [] };
        Add(answer, value);
        if (answer.Content.Count is 0)
        {
            answer.Content.Add(Text(Nothing));
        }

        return answer;
    }

    public static CallToolResult Error(string message) => new() { IsError = true, Content = [Text(message)] };

    private static void Add(CallToolResult answer, object? value)
    {
        switch (value)
        {
            case null or JsonElement { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined }:
                break;
            case string text:
                answer.Content.Add(Text(text));
                break;
            case JsonElement { ValueKind: JsonValueKind.String } json:
                answer.Content.Add(Text(json.GetString()!));
                break;
            case JsonElement json:
                answer.Content.Add(Text(json.GetRawText()));
                break;
            case AIContent content:
                Add(answer, content);
                break;
            case IEnumerable<AIContent> contents:
                foreach (var content in contents)
                {
                    Add(answer, content);
                }

                break;
            default:
                // A function of its own making, which did not write its result as JSON.
                answer.Content.Add(Text(JsonSerializer.Serialize(value, AIJsonUtilities.DefaultOptions.GetTypeInfo(value.GetType()))));
                break;
        }
    }

    private static void Add(CallToolResult answer, AIContent content)
    {
        switch (content)
        {
            case TextContent text:
                answer.Content.Add(Text(text.Text));
                break;
            case DataContent data when data.HasTopLevelMediaType("image"):
                answer.Content.Add(ImageContentBlock.FromBytes(data.Data, data.MediaType));
                break;
            case DataContent data when data.HasTopLevelMediaType("text") || data.MediaType is "application/json":
                answer.Content.Add(Text(Encoding.UTF8.GetString(data.Data.Span)));
                break;
            case UriContent link:
                answer.Content.Add(Text(link.Uri.ToString()));
                break;
            case ErrorContent error:
                answer.IsError = true;
                answer.Content.Add(Text(error.Message ?? "The tool failed."));
                break;
            case FunctionResultContent result:
                Add(answer, result.Result);
                break;
            default:
                var kind = content is DataContent other ? other.MediaType : content.GetType().Name;
                throw new NotSupportedException($"The tool returned content of the kind {kind}, which the agent cannot take: return text, JSON or an image.");
        }
    }

    private static TextContentBlock Text(string text) => new() { Text = text };
}
