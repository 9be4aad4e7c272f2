using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Amp.Client.Channel;
using Amp.Streaming;

namespace Amp.Client.Permissions;

/// <summary>Reads what a broker asks.</summary>
internal static class PermissionQuestion
{
    // The broker has all of it before it connects.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <exception cref="InvalidDataException">It is no such question; the message says why, without what it holds.</exception>
    /// <exception cref="IOException">The broker went away.</exception>
    public static async Task<AmpPermissionRequest> ReadAsync(Stream stream, string directory, bool? isSubagent, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var tool = await ReadTextAsync(stream, "the tool's name", either.Token).ConfigureAwait(false);
        var id = await ReadTextAsync(stream, "the id of the call", either.Token).ConfigureAwait(false);
        var thread = await ReadTextAsync(stream, "the thread", either.Token).ConfigureAwait(false);
        var input = await ReadFieldAsync(stream, "the input", ChannelWire.LongestInput, either.Token).ConfigureAwait(false);
        return new()
        {
            Tool = tool.Length > 0 ? tool : throw new InvalidDataException("it names no tool."),
            Input = ToJson(input),
            ToolUseId = id.Length > 0 ? id : null,
            Thread = ToThread(thread),
            IsSubagent = isSubagent,
            WorkingDirectory = directory,
        };
    }

    private static AmpThreadId? ToThread(string text) =>
        text.Length == 0 ? null : AmpThreadId.TryParse(text, provider: null, out var thread) ? (AmpThreadId?)thread : throw new InvalidDataException("the thread is no thread id.");

    private static RawJson ToJson(byte[] utf8)
    {
        try
        {
            var json = new RawJson(utf8);
            return json.Element.ValueKind is JsonValueKind.Object ? json : throw new InvalidDataException("the input is no JSON object.");
        }
        catch (JsonException)
        {
            throw new InvalidDataException("the input is not valid JSON.");   // without the cause, which quotes it
        }
    }

    private static async Task<string> ReadTextAsync(Stream stream, string what, CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString(await ReadFieldAsync(stream, what, ChannelWire.LongestName, cancellationToken).ConfigureAwait(false));

    private static async Task<byte[]> ReadFieldAsync(Stream stream, string what, int longest, CancellationToken cancellationToken)
    {
        var head = new byte[sizeof(int)];
        await stream.ReadExactlyAsync(head, cancellationToken).ConfigureAwait(false);
        var length = BinaryPrimitives.ReadInt32BigEndian(head);
        if (length < 0 || length > longest)
        {
            throw new InvalidDataException($"{what} is longer than {longest} bytes.");
        }

        var field = new byte[length];
        await stream.ReadExactlyAsync(field, cancellationToken).ConfigureAwait(false);
        return field;
    }
}
