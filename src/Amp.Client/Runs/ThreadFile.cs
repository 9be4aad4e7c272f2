using System.Globalization;
using System.Text.Json;

namespace Amp.Client.Runs;

/// <summary>The file in which the CLI keeps a thread: it knows what the stream does not tell.</summary>
/// <remarks>
/// <b>Source.</b> Recordings of CLI 0.0.1767830505 and 0.0.1774569934. Versions since 0.0.1775981571 keep no such file. It is written whole, beside the old one and then
/// over it, so that a reader never sees half of it.
/// </remarks>
internal static class ThreadFile
{
    private const long LargestFile = 64 * 1024 * 1024;

    /// <param name="folder">Where the CLI keeps its threads.</param>
    /// <param name="thread">The thread.</param>
    /// <returns>The file's content; <see langword="null"/> when there is none that can be read.</returns>
    public static JsonDocument? TryRead(string? folder, AmpThreadId thread)
    {
        try
        {
            var file = new FileInfo(Path.Combine(folder ?? "", thread.Value + ".json"));
            return folder is not null && file.Exists && file.Length <= LargestFile ? JsonDocument.Parse(File.ReadAllBytes(file.FullName)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads which model answered last, and what was charged since a time.</summary>
    /// <returns>What the file does not say is <see langword="null"/>. Credits are in the ledger, which 0.0.1774569934 no longer has.</returns>
    public static (string? Model, decimal? Credits) ReadAccount(string? folder, AmpThreadId thread, DateTimeOffset since)
    {
        using var json = TryRead(folder, thread);
        if (json?.RootElement is not { ValueKind: JsonValueKind.Object } root)
        {
            return default;
        }

        string? model = null;
        foreach (var message in Items(root, "messages"))
        {
            model = message.TryGetProperty("usage", out var usage) ? Text(usage, "model") ?? model : model;
        }

        return (model, root.TryGetProperty("usageLedger", out var ledger) ? Credits(ledger, since) : null);
    }

    private static decimal? Credits(JsonElement ledger, DateTimeOffset since)
    {
        decimal? sum = null;
        foreach (var entry in Items(ledger, "events"))
        {
            if (Text(entry, "timestamp") is { } text
                && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                && time >= since
                && entry.TryGetProperty("credits", out var credits)
                && credits.ValueKind is JsonValueKind.Number
                && credits.TryGetDecimal(out var amount))
            {
                sum = (sum ?? 0) + amount;
            }
        }

        return sum;
    }

    private static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array
            ? list.EnumerateArray().Where(static item => item.ValueKind is JsonValueKind.Object)
            : [];

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
