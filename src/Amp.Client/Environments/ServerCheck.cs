using System.Net.Http.Headers;

namespace Amp.Client.Environments;

/// <summary>Looks whether a service answers over HTTP. Any answer counts: it need not know who asks.</summary>
internal static class ServerCheck
{
    public static async Task<AmpEnvironmentCheck> RunAsync(Uri server, bool allowsUntrusted, TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = !LoopbackAddress.IsHostOf(server) };
        if (allowsUntrusted && EnvironmentDefinition.MaySkipCertificateCheck(server.OriginalString))
        {
#pragma warning disable CA5359 // What AllowUntrustedCertificate is for; its host is this machine.
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Get, server);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Amp.Client", null));
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            return new(AmpEnvironmentCheckKind.Server, true, $"{server.Host} answers with HTTP {(int)answer.StatusCode}.");
        }
        catch (HttpRequestException e)
        {
            return new(AmpEnvironmentCheckKind.Server, false, $"{server.GetLeftPart(UriPartial.Authority)} cannot be reached: {e.InnerException?.Message ?? e.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(AmpEnvironmentCheckKind.Server, false, $"{server.GetLeftPart(UriPartial.Authority)} did not answer within {limit.TotalSeconds:0.##} s.");
        }
        catch (OperationCanceledException)
        {
            // With the caller's own token, not the linked one.
            throw new OperationCanceledException(cancellationToken);
        }
    }
}
