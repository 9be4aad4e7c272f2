using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Amp.Streaming;

namespace Amp.Client.Threads;

/// <summary>Reads JSON that another program wrote, and that may be anything: what has another kind than expected counts as not there.</summary>
internal static class ThreadJson
{
    /// <summary>How deep a message or a field may be nested.</summary>
    public const int MaxDepth = 1000;

    private static readonly SearchValues<byte> OutsideStrings = SearchValues.Create("\" \n\r\t"u8);

    private const long LatestTime = 253_402_300_799_999;

    public static JsonReaderOptions ReaderOptions { get; } = new() { MaxDepth = MaxDepth };

    public static JsonDocumentOptions DocumentOptions { get; } = new() { MaxDepth = MaxDepth };

    /// <summary>What reading another program's JSON throws. The second: half of a surrogate pair, or bytes that are no UTF-8, where a text is asked for.</summary>
    public static bool IsInvalid(Exception e) => e is JsonException or InvalidOperationException;

    public static JsonElement? Field(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    public static string? Text(this JsonElement element, string name) => element.Field(name) is { } value ? Text(value) : null;

    /// <summary>A text, with half of a surrogate pair too, which JavaScript lets be.</summary>
    public static string? Text(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return LenientText.Of(JsonMarshal.GetRawUtf8Value(value)[1..^1]);
        }
    }

    public static long? Number(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    public static int? SmallNumber(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    public static decimal? Amount(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDecimal(out var number) ? number : null;

    public static AmpThreadId? ThreadId(this JsonElement element, string name) => AmpThreadId.TryParse(element.Text(name), null, out var id) ? id : (AmpThreadId?)null;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    public static IReadOnlyList<string> Texts(this JsonElement element, string name) => [.. element.Items(name).Select(Text).OfType<string>()];

    /// <summary>A time: milliseconds since 1970, or text.</summary>
    public static DateTimeOffset? Time(this JsonElement element, string name) =>
        element.Field(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.Number ? value.TryGetDouble(out var milliseconds) ? Time(milliseconds) : null
        : Time(Text(value));

    public static DateTimeOffset? Time(double? milliseconds) =>
        milliseconds is >= 0 and <= LatestTime ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds) : null;

    public static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    public static RawJson Raw(JsonElement value) => RawJson.Of(value);

    public static RawJson? Raw(this JsonElement element, string name) => element.Field(name) is { } value ? Raw(value) : null;

    /// <summary>The fields of an object that are not among those that were read.</summary>
    public static IReadOnlyList<KeyValuePair<string, RawJson>> Rest(this JsonElement element, params ReadOnlySpan<string> read)
    {
        List<KeyValuePair<string, RawJson>>? rest = null;
        if (element.ValueKind is JsonValueKind.Object)
        {
            foreach (var field in element.EnumerateObject())
            {
                if (!IsAmong(field, read))
                {
                    (rest ??= []).Add(new(field.Name, Raw(field.Value)));
                }
            }
        }

        return rest ?? (IReadOnlyList<KeyValuePair<string, RawJson>>)[];
    }

    /// <summary>A text as it is; anything else as JSON.</summary>
    public static string TextOrCompact(JsonElement value) => Text(value) ?? Compact(value);

    /// <summary>The value as <c>JSON.stringify</c> writes it: as it stands, without the white space between.</summary>
    public static string Compact(JsonElement value)
    {
        var json = JsonMarshal.GetRawUtf8Value(value);
        var compact = ArrayPool<byte>.Shared.Rent(json.Length);
        try
        {
            return Encoding.UTF8.GetString(compact, 0, Compact(json, compact));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(compact);
        }
    }

    private static int Compact(ReadOnlySpan<byte> json, Span<byte> compact)
    {
        var length = 0;
        var isInString = false;
        while (!json.IsEmpty)
        {
            // White space is kept in strings; outside of them there is nothing else to be found.
            var next = isInString ? json.IndexOfAny((byte)'"', (byte)'\\') : json.IndexOfAny(OutsideStrings);
            var taken = next < 0 ? json.Length : next;
            json[..taken].CopyTo(compact[length..]);
            length += taken;
            json = json[taken..];
            if (json.IsEmpty)
            {
                break;
            }

            var kept = json[0] is (byte)'"' ? 1 : isInString ? 2 : 0;
            isInString ^= json[0] is (byte)'"';
            json[..kept].CopyTo(compact[length..]);
            length += kept;
            json = json[Math.Max(kept, 1)..];
        }

        return length;
    }

    // All names that are asked for are ASCII. NameEquals would turn each of them into UTF-8 each time.
    private static bool IsAmong(JsonProperty field, ReadOnlySpan<string> names)
    {
        var own = JsonMarshal.GetRawUtf8PropertyName(field);
        foreach (var name in names)
        {
            if (own.Length == name.Length && Ascii.Equals(own, name))
            {
                return true;
            }
        }

        return own.Contains((byte)'\\') && names.Contains(field.Name);
    }
}
