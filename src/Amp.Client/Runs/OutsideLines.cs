using Amp.Client.Authentication;
using Amp.Client.Diagnostics;
using Amp.Streaming;
using Microsoft.Extensions.Logging;

namespace Amp.Client.Runs;

/// <summary>Takes what is printed beside messages: lines that cannot be read, and the login prompt.</summary>
internal static class OutsideLines
{
    /// <returns>Why the run cannot go on; <see langword="null"/> when it can.</returns>
    public static AmpAuthenticationException? Take(AmpStreamItem item, RunSettings settings, RunTranscript transcript, RunReader reader)
    {
        if (item.Malformed is { } malformed)
        {
            if (settings.Logger.IsEnabled(LogLevel.Warning))
            {
                Log.MalformedLine(settings.Logger, malformed.LineNumber, malformed.ByteOffset, malformed.Reason, malformed.Sample);
            }

            transcript.Add(malformed);
            RunTelemetry.Saw(malformed);
        }

        if (item.PlainText is { } text)
        {
            reader.IsLoginAnnounced |= LoginPrompt.IsAnnouncedBy(text);
            return LoginPrompt.FindUrl(text) is { } url ? LoginPrompt.ToException(url) : null;
        }

        return null;
    }
}
