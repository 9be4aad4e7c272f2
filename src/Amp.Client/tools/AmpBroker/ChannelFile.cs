using System.Globalization;

namespace Amp.Client.Broker;

/// <summary>Where the host listens, what it wants to hear, and how long it may think.</summary>
internal sealed record ChannelFile(string Address, byte[] Token, TimeSpan AnswerLimit)
{
    /// <exception cref="InvalidDataException">There is no such file, or it is of another kind.</exception>
    public static ChannelFile Read(string path)
    {
        try
        {
            if (File.ReadAllText(path).Split('\n') is [var address, var token, var seconds, ..]
                && int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var limit))
            {
                return new(address, Convert.FromHexString(token), TimeSpan.FromSeconds(limit));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            // The run is over and its folder gone, or somebody else's file stands there.
        }

        throw new InvalidDataException(Rejection.NoAddress);
    }
}
