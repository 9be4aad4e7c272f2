using System.Text.Json;

namespace Amp.Client.Threads;

/// <summary>What can be told of a message without making it: who, how many tools, how far.</summary>
/// <remarks>One pass over all of its JSON, which is thereby found to be valid, or not.</remarks>
internal struct MessageSkim
{
    private Section _section;
    private Item _item;

    private enum Section
    {
        Other,
        Role,
        MessageId,
        Meta,
        State,
        Usage,
        Content,
    }

    private enum Item
    {
        Other,
        SentAt,
        Type,
        Timestamp,
        Model,
        Text,
        Run,
        Status,
    }

    public string? Role { get; private set; }

    public long? MessageId { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    public DateTimeOffset? UsageTime { get; private set; }

    public string? Model { get; private set; }

    public string? State { get; private set; }

    /// <summary>The first text that is not blank.</summary>
    public string? FirstText { get; private set; }

    public int Texts { get; private set; }

    public int ToolCalls { get; private set; }

    public int ToolResults { get; private set; }

    /// <summary>Whether a tool waits for the user.</summary>
    public bool IsBlocked { get; private set; }

    /// <summary>Whether a tool was stopped.</summary>
    public bool IsCancelled { get; private set; }

    /// <param name="json">The message.</param>
    /// <param name="isCut">Whether it is only its beginning.</param>
    /// <param name="wantsText">Whether <see cref="FirstText"/> is wanted.</param>
    /// <exception cref="JsonException">It is not valid JSON, or no object.</exception>
    public static MessageSkim Of(ReadOnlySpan<byte> json, bool isCut, bool wantsText)
    {
        var reader = new Utf8JsonReader(json, !isCut, new(ThreadJson.ReaderOptions));
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
        {
            throw new JsonException("A message is not an object.");
        }

        var skim = default(MessageSkim);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName)
            {
                skim.Enter(ref reader);
            }
            else if (reader.CurrentDepth <= 4)
            {
                skim.Take(ref reader, reader.CurrentDepth, wantsText);
            }
        }

        return skim;
    }

    /// <summary>The number and the times alone. Only the fields that have them are looked into; what is not valid is for whoever reads the message to say.</summary>
    /// <param name="json">The message, or its beginning.</param>
    public static MessageSkim OfTimes(ReadOnlySpan<byte> json)
    {
        var skim = default(MessageSkim);
        var rest = json[1..];
        while (TryField(ref rest, out var name, out var value))
        {
            if (name.SequenceEqual("\"messageId\""u8))
            {
                skim._section = Section.MessageId;
            }
            else if (name.SequenceEqual("\"meta\""u8))
            {
                skim._section = Section.Meta;
            }
            else if (name.SequenceEqual("\"usage\""u8))
            {
                skim._section = Section.Usage;
            }
            else
            {
                continue;
            }

            // Two deep at the most: as if the rest of the message stood around it.
            var reader = new Utf8JsonReader(value, ThreadJson.ReaderOptions);
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.PropertyName && reader.CurrentDepth == 1)
                {
                    skim.EnterItem(ref reader);
                }
                else if (reader.CurrentDepth <= 1)
                {
                    skim.Take(ref reader, reader.CurrentDepth + 1, wantsText: false);
                }
            }
        }

        return skim;
    }

    private static bool TryField(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        return TryValue(ref rest, (byte)',', out name) && TryValue(ref rest, (byte)':', out value);
    }

    private static bool TryValue(ref ReadOnlySpan<byte> rest, byte before, out ReadOnlySpan<byte> value)
    {
        rest = rest.TrimStart(" \t\r\n"u8);
        rest = !rest.IsEmpty && rest[0] == before ? rest[1..].TrimStart(" \t\r\n"u8) : rest;
        var end = default(ValueEnd);
        value = rest[..(rest.IsEmpty ? 0 : end.Take(rest, out _))];
        rest = rest[value.Length..];
        return !value.IsEmpty && value[0] is not ((byte)'}' or (byte)']');
    }

    private void Enter(ref Utf8JsonReader reader)
    {
        switch (reader.CurrentDepth)
        {
            case 1:
                _section = reader.ValueTextEquals("content"u8) ? Section.Content
                    : reader.ValueTextEquals("role"u8) ? Section.Role
                    : reader.ValueTextEquals("messageId"u8) ? Section.MessageId
                    : reader.ValueTextEquals("meta"u8) ? Section.Meta
                    : reader.ValueTextEquals("state"u8) ? Section.State
                    : reader.ValueTextEquals("usage"u8) ? Section.Usage
                    : Section.Other;
                break;
            case 2 when _section is Section.Meta or Section.State or Section.Usage:
                EnterItem(ref reader);
                break;
            case 3 when _section is Section.Content:
                _item = reader.ValueTextEquals("type"u8) ? Item.Type
                    : reader.ValueTextEquals("text"u8) ? Item.Text
                    : reader.ValueTextEquals("run"u8) ? Item.Run
                    : Item.Other;
                break;
            case 4 when _item is Item.Run or Item.Status:
                _item = reader.ValueTextEquals("status"u8) ? Item.Status : Item.Run;
                break;
        }
    }

    private void EnterItem(ref Utf8JsonReader reader) =>
        _item = reader.ValueTextEquals("sentAt"u8) ? Item.SentAt
            : reader.ValueTextEquals("type"u8) ? Item.Type
            : reader.ValueTextEquals("timestamp"u8) ? Item.Timestamp
            : reader.ValueTextEquals("model"u8) ? Item.Model
            : Item.Other;

    private void Take(ref Utf8JsonReader reader, int depth, bool wantsText)
    {
        switch (depth, _section, _item)
        {
            case (1, Section.Role, _):
                Role = Text(ref reader) ?? Role;
                break;
            case (1, Section.MessageId, _):
                MessageId = reader.TokenType is JsonTokenType.Number && reader.TryGetInt64(out var id) ? id : MessageId;
                break;
            case (2, Section.Meta, Item.SentAt):
                SentAt = reader.TokenType is JsonTokenType.Number && reader.TryGetDouble(out var milliseconds) ? ThreadJson.Time(milliseconds) : SentAt;
                break;
            case (2, Section.State, Item.Type):
                State = Text(ref reader) ?? State;
                break;
            case (2, Section.Usage, Item.Timestamp):
                UsageTime = ThreadJson.Time(Text(ref reader)) ?? UsageTime;
                break;
            case (2, Section.Usage, Item.Model):
                Model = Text(ref reader) ?? Model;
                break;
            case (3, Section.Content, Item.Type) when reader.TokenType is JsonTokenType.String:
                Texts += reader.ValueTextEquals("text"u8) ? 1 : 0;
                ToolCalls += reader.ValueTextEquals("tool_use"u8) ? 1 : 0;
                ToolResults += reader.ValueTextEquals("tool_result"u8) ? 1 : 0;
                break;
            case (3, Section.Content, Item.Text) when wantsText && FirstText is null && Text(ref reader) is { } text && !string.IsNullOrWhiteSpace(text):
                FirstText = text;
                break;
            case (4, Section.Content, Item.Status) when reader.TokenType is JsonTokenType.String:
                IsBlocked |= reader.ValueTextEquals("blocked-on-user"u8);
                IsCancelled |= reader.ValueTextEquals("cancelled"u8);
                break;
        }
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.TokenType is JsonTokenType.String ? reader.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return LenientText.Of(reader.ValueSpan);
        }
    }
}
