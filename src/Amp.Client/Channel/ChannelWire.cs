namespace Amp.Client.Channel;

/// <summary>What the host and its broker have to agree on. Both are built with this file.</summary>
/// <remarks>
/// <para>
/// <b>Hello,</b> from the broker, at once: <see cref="Magic"/>; the token, 32 bytes; the length of the purpose, one byte; the purpose in ASCII. A host that does not like it
/// closes the connection without a word.
/// </para>
/// <para>
/// <b>A permission</b> (<see cref="Permission"/>, <see cref="SubagentPermission"/>): the broker sends the tool, the tool-use id, the thread id and the input, each as
/// its length in four bytes, big end first, and its bytes in UTF-8. The host answers once: one byte, 0 to allow or 2 to reject, then the reason's length and the reason.
/// </para>
/// <para><b>A stream</b> (<see cref="StreamPrefix"/> and its name): from here on both directions carry bytes as they are.</para>
/// </remarks>
internal static class ChannelWire
{
    /// <summary>The purpose of a connection that asks whether a tool may run.</summary>
    public const string Permission = "permission";

    /// <summary>The same for a tool of a sub-agent.</summary>
    public const string SubagentPermission = "permission-subagent";

    /// <summary>Begins the purpose of a connection to a server of the host; the server's name follows.</summary>
    public const string StreamPrefix = "stream:";

    /// <summary>Begins the address of a Unix socket; its path follows.</summary>
    public const string UnixScheme = "unix:";

    /// <summary>Begins the address of a named pipe; its name follows.</summary>
    public const string PipeScheme = "pipe:";

    /// <summary>The name of the file that the broker finds the channel by: the address, the token in hexadecimal digits and the seconds to wait for an answer, a line each.</summary>
    public const string FileName = "channel";

    public const int TokenLength = 32;

    public const int LongestPurpose = 100;

    /// <summary>Of a tool's name or an id, in bytes.</summary>
    public const int LongestName = 4096;

    /// <summary>Of a tool's input, in bytes. The CLI has sent no more than some hundred kilobytes yet.</summary>
    public const int LongestInput = 64 * 1024 * 1024;

    /// <summary>Of a reason, in bytes.</summary>
    public const int LongestReason = 1024 * 1024;

    public const byte Allow = 0;

    public const byte Reject = 2;

    public static ReadOnlySpan<byte> Magic => "amp-sdk-channel1"u8;
}
