using System.Buffers.Binary;
using System.Text;
using Amp.Client.Channel;

namespace Amp.Client.Broker;

/// <summary>The question whether a tool may run, as the CLI puts it.</summary>
internal sealed class PermissionRequest(byte[] input, int inputLength)
{
    private const int FirstBuffer = 16 * 1024;

    /// <summary>Reads standard input to its end.</summary>
    /// <exception cref="InvalidDataException">It is too long; it was read all the same.</exception>
    public static PermissionRequest Read()
    {
        using var stream = Console.OpenStandardInput();
        var buffer = new byte[FirstBuffer];
        var length = 0;
        while (true)
        {
            if (length == buffer.Length && length < ChannelWire.LongestInput)
            {
                Array.Resize(ref buffer, Math.Min(2 * length, ChannelWire.LongestInput));
            }

            // A full buffer that may not grow: what follows is taken and dropped, because the CLI must get rid of it.
            var isTooLong = length == buffer.Length;
            var read = isTooLong ? stream.Read(new byte[FirstBuffer]) : stream.Read(buffer, length, buffer.Length - length);
            if (read == 0)
            {
                return new(buffer, length);
            }

            if (isTooLong)
            {
                while (stream.Read(buffer) > 0)
                {
                }

                throw new InvalidDataException(Rejection.InputTooLong);
            }

            length += read;
        }
    }

    /// <summary>Asks, and waits for the answer.</summary>
    /// <returns>The exit code, and what the agent is told when that rejects.</returns>
    /// <exception cref="IOException">The host is gone.</exception>
    public (byte Verdict, byte[] Reason) AskOver(Connection connection)
    {
        var stream = connection.Stream;
        using var request = new MemoryStream(inputLength + FirstBuffer);
        Add(request, Variable("AGENT_TOOL_NAME"));
        Add(request, Variable("AGENT_TOOL_USE_ID"));
        Add(request, Variable("AMP_THREAD_ID"));
        Add(request, input.AsSpan(0, inputLength));
        stream.Write(request.GetBuffer().AsSpan(0, (int)request.Length));

        var head = new byte[1 + sizeof(int)];
        stream.ReadExactly(head);
        var length = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1));
        if (length is < 0 or > ChannelWire.LongestReason)
        {
            throw new IOException("The answer is longer than an answer may be.");
        }

        var reason = new byte[length];
        stream.ReadExactly(reason);
        return (head[0], reason);
    }

    private static byte[] Variable(string name) => Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable(name) ?? "");

    private static void Add(MemoryStream request, ReadOnlySpan<byte> field)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, field.Length);
        request.Write(length);
        request.Write(field);
    }
}
