using System.Globalization;
using System.Net.Http.Headers;

namespace Amp.Client.Diagnostics.Examinations;

/// <summary>Whether the service answers. Any answer counts: it is not told who asks.</summary>
internal sealed class ServerExamination : IExamination
{
    private const string DefaultServer = "https://ampcode.com/";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public string Name => "server";

    public async Task<AmpDiagnosisCheck> ExamineAsync(Patient patient, CancellationToken cancellationToken)
    {
        var url = patient.Variable("AMP_URL");
        var saidBy = url is null ? "the CLI's default" : patient.Options.ServerUrl == url ? "AmpClientOptions.ServerUrl" : "AMP_URL";
        if (!Uri.TryCreate(url ?? DefaultServer, UriKind.Absolute, out var server) || server.Scheme is not ("http" or "https"))
        {
            return Check(AmpDiagnosisStatus.Problem, $"{saidBy} is no http or https URL.");
        }

        var began = patient.Clock.GetTimestamp();
        try
        {
            using var limit = new CancellationTokenSource(Limit, patient.Clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            var status = await AskAsync(server, either.Token).ConfigureAwait(false);
            return Check(AmpDiagnosisStatus.Ok, $"{server.Authority} answers with HTTP {status} after {patient.Clock.GetElapsedTime(began).TotalMilliseconds:0} ms.");
        }
        catch (HttpRequestException e)
        {
            return Check(AmpDiagnosisStatus.Problem, $"{server.Authority} cannot be reached: {e.InnerException?.Message ?? e.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Check(AmpDiagnosisStatus.Problem, $"{server.Authority} did not answer within {Limit.TotalSeconds:0} s.");
        }

        AmpDiagnosisCheck Check(AmpDiagnosisStatus status, string summary) => new()
        {
            Name = Name,
            Status = status,
            Summary = summary,
            Facts = [new("url", url ?? DefaultServer), new("said by", saidBy)],
        };
    }

    private static async Task<string> AskAsync(Uri server, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = !server.IsLoopback };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Get, server);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Amp.Client", null));
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        return ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
    }
}
