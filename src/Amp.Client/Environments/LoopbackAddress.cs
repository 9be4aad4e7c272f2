using System.Net;

namespace Amp.Client.Environments;

/// <summary>Tells a service on this machine from one that is only named like it.</summary>
internal static class LoopbackAddress
{
    /// <summary>Whether the host of a URL is <c>localhost</c> or a loopback address. The host is parsed: <c>localhost.evil.example</c> and <c>localhost@evil.example</c> are not.</summary>
    public static bool IsHostOf(Uri url) =>
        url is { IsAbsoluteUri: true, UserInfo: "" }
        && (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) ? IPAddress.IsLoopback(address) : IsLocalhost(url));

    // The framework takes the word "loopback" for localhost, which a CLI does not: so the host is looked at as it was written.
    private static bool IsLocalhost(Uri url) =>
        url.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        && url.OriginalString.TrimStart().StartsWith($"{url.Scheme}://localhost", StringComparison.OrdinalIgnoreCase);
}
