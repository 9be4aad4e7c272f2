using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Amp.Streaming;

namespace Amp.Client.Threads;

/// <summary>64 bits that stay the same, also over a restart, as long as what is told of a message or a thread stays the same.</summary>
/// <remarks>Left out is what changes while nothing happens: how far a tool has come, times, counters.</remarks>
internal sealed class Fingerprint : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Dispose() => _hash.Dispose();

    public ulong Of(AmpThreadMessage message)
    {
        Add(message.Role.Value);
        Add(message.State?.Value);
        Add(message.StopReason?.Value);
        Add(message.Error);
        Add(message.IsInterrupted ? "interrupted" : null);
        foreach (var block in message.Content)
        {
            Add(block);
        }

        foreach (var result in message.ToolResults)
        {
            Add(result.ToolUseId);
            Add(result.Status.Value);
            Add(result.Reason);
            Add(result.Status.IsTerminal ? result.Text : null);
        }

        return End();
    }

    public ulong Of(AmpThreadInfo thread)
    {
        Add(thread.Title);
        Add(thread.AgentMode);
        Add(thread.Activity.ToString());
        return End();
    }

    public ulong Of(AmpThreadProblem problem)
    {
        Add(problem.Kind.ToString());
        return End();
    }

    private void Add(ContentBlock block)
    {
        Add(block.GetType().Name);
        switch (block)
        {
            case TextBlock text:
                Add(text.Text);
                break;
            case ThinkingBlock thinking:
                Add(thinking.Thinking);
                break;
            case RedactedThinkingBlock redacted:
                Add(redacted.Data);
                break;
            case ToolUseBlock call:
                Add(call.Id);
                Add(call.Name);
                Add(call.Input.Utf8.Span);
                break;
            case ImageBlock image:
                Add(image.Data);
                break;
            case UnknownBlock unknown:
                Add(unknown.Json.Utf8.Span);
                break;
        }
    }

    // Each with its length, so that two texts do not run into one.
    private void Add(string? text) => Add(MemoryMarshal.AsBytes(text.AsSpan()));

    private void Add(ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        _hash.AppendData(length);
        _hash.AppendData(bytes);
    }

    private ulong End()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetHashAndReset(hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
