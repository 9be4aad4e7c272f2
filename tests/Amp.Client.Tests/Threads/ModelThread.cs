using System.Globalization;
using System.Text.Json;

namespace Amp.Client.Tests.Threads;

/// <summary>A thread as the CLI has it in mind, and how it writes it.</summary>
internal sealed class ModelThread(AmpThreadId id)
{
    private readonly List<ModelMessage> _messages = [];
    private int _next;
    private int _version;

    public AmpThreadId Id => id;

    public IReadOnlyList<ModelMessage> Messages => _messages;

    public string? Title { get; set; }

    public ModelMessage? Last => _messages.Count == 0 ? null : _messages[^1];

    public void Say(string role, string state)
    {
        _messages.Add(new(_next++, role, state));
        _version++;
    }

    public void Touch() => _version++;

    public byte[] ToJson(bool isIndented)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Indented = isIndented }))
        {
            json.WriteStartObject();
            json.WriteNumber("v", _version);
            json.WriteString("id", id.Value);
            json.WriteNumber("created", 1795159580161);
            json.WriteStartArray("messages");
            foreach (var message in _messages)
            {
                message.Write(json);
            }

            json.WriteEndArray();
            if (Title is not null)
            {
                json.WriteString("title", Title);
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}

/// <summary>A message of it. What it is about changes with its edition.</summary>
internal sealed class ModelMessage(int id, string role, string state)
{
    public int Id => id;

    public string State { get; set; } = state;

    public int Edition { get; set; }

    public bool IsWithheld => State is "streaming";

    public string Text => string.Create(CultureInfo.InvariantCulture, $"message {id} edition {Edition} {State} é");

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteNumber("messageId", id);
        json.WriteStartArray("content");
        json.WriteStartObject();
        if (State is "in-progress" or "done")
        {
            json.WriteString("type", "tool_result");
            json.WriteString("toolUseID", "toolu_" + id);
            json.WriteStartObject("run");
            json.WriteString("status", State);
            json.WriteString("progress", "so far " + Text);
            json.WriteString("result", Text);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("type", "text");
            json.WriteString("text", Text);
        }

        json.WriteEndObject();
        json.WriteEndArray();
        if (role is "assistant")
        {
            json.WriteStartObject("state");
            json.WriteString("type", State);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>What a watch is to tell of it.</summary>
    public string Told => State is "in-progress" ? "in-progress" : State is "done" ? "done " + Text : Text;

    public static string ToldOf(AmpThreadMessage message) =>
        message.ToolResults is [var result] ? result.Status.IsTerminal ? $"{result.Status} {result.Text}" : result.Status.Value : message.Text;
}
