using System.Text;

namespace Amp.Client.Broker;

/// <summary>How a tool call is refused: exit code 2, and on standard error what the agent is told.</summary>
internal static class Rejection
{
    public const string HostGone = "The application that decides on this tool call cannot be reached, so it was rejected.";
    public const string NoAnswer = "The application that decides on this tool call did not answer in time, so it was rejected.";
    public const string InputNotEnded = "The input of this tool call did not come to an end, so it was rejected.";
    public const string InputTooLong = "The input of this tool call is too long to be decided on, so it was rejected.";
    public const string NoAddress = "Nothing is known of the application that decides on this tool call, so it was rejected.";

    public static int Give(string reason) => Give(Encoding.UTF8.GetBytes(reason));

    public static int Give(ReadOnlySpan<byte> reason)
    {
        using var errors = Console.OpenStandardError();
        errors.Write(reason);
        return Channel.ChannelWire.Reject;
    }
}
