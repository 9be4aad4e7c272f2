using System.Buffers.Binary;
using System.Text;
using Amp.Client.Channel;

namespace Amp.Client.Permissions;

/// <summary>What a broker is told.</summary>
internal sealed class PermissionAnswer
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly byte[] _frame;

    private PermissionAnswer(byte verdict, ReadOnlySpan<byte> reason)
    {
        _frame = new byte[1 + sizeof(int) + reason.Length];
        _frame[0] = verdict;
        BinaryPrimitives.WriteInt32BigEndian(_frame.AsSpan(1), reason.Length);
        reason.CopyTo(_frame.AsSpan(1 + sizeof(int)));
    }

    public static PermissionAnswer Of(AmpPermissionDecision decision) => decision.IsAllowed ? new(ChannelWire.Allow, []) : Rejecting(decision.Reason!);

    public static PermissionAnswer Rejecting(string reason) => new(ChannelWire.Reject, Cut(Encoding.UTF8.GetBytes(reason)));

    /// <exception cref="IOException">The broker has gone.</exception>
    public async Task WriteToAsync(Stream stream)
    {
        // Also when the run is over: a rejection that was decided is still given.
        using var limit = new CancellationTokenSource(Limit);
        await stream.WriteAsync(_frame, limit.Token).ConfigureAwait(false);
    }

    private static ReadOnlySpan<byte> Cut(byte[] reason)
    {
        var length = Math.Min(reason.Length, ChannelWire.LongestReason);
        while (length < reason.Length && (reason[length] & 0xC0) == 0x80)
        {
            length--;   // not in the middle of a character
        }

        return reason.AsSpan(0, length);
    }
}
