using System.Text.Json;
using Amp.Client.Threads;

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
        foreach (var message in root.Items("messages"))
        {
            model = message.Field("usage")?.Text("model") ?? model;
        }

        return (model, root.Field("usageLedger") is { } ledger ? Credits(ledger, since) : null);
    }

    private static decimal? Credits(JsonElement ledger, DateTimeOffset since)
    {
        decimal? sum = null;
        foreach (var entry in ledger.Items("events"))
        {
            if (ThreadJson.Time(entry.Text("timestamp")) >= since && entry.Amount("credits") is { } amount)
            {
                sum = (sum ?? 0) + amount;
            }
        }

        return sum;
    }
}
