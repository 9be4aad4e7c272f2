using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Amp.ServiceStandIn;

/// <summary>Gives each request to the part of the service that answers it, and what the key demands first.</summary>
internal sealed class RequestRouter(ModelApi model, InternalApi service, ThreadApi threads, Action<ReceivedRequest> received)
{
    private const string ModelPath = "/api/provider/anthropic/v1/messages";

    public async Task HandleAsync(HttpContext context, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await RouteAsync(await HttpExchange.ReadAsync(context, ended.Token));
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            context.Abort();   // the CLI has gone, or the stand-in stops: nobody waits for the rest
        }
    }

    private async Task RouteAsync(HttpExchange exchange)
    {
        var key = new KeyBehavior(exchange.ApiKey);
        var call = Describe(exchange);
        received(call);

        if (await RefuseAsync(exchange, key, isModel: exchange.Path.Contains("/api/provider/", StringComparison.Ordinal)))
        {
            return;
        }

        await (call switch
        {
            ModelCall when key.HasNoCredit => exchange.AnswerAsync(ModelFailures.NoCreditBody, 402),
            ModelCall turn => model.AnswerAsync(exchange, turn),
            ServiceCall { Name: "uploadThread" } when key.CannotUpload => exchange.AnswerAsync("""{"error":"boom"}""", 500),
            ServiceCall { Name: "getUserInfo" } when key.HasNoUser => exchange.AnswerAsync(InternalApi.NotSignedIn),
            ServiceCall method => exchange.AnswerAsync(service.Answer(method)),
            _ when exchange.Path.StartsWith("/api/threads", StringComparison.Ordinal) => threads.AnswerAsync(exchange),
            _ when exchange.Path.StartsWith("/api/telemetry", StringComparison.Ordinal) => exchange.AnswerAsync("""{"published":1}"""),
            _ => exchange.AnswerAsync("""{"ok":true}"""),
        });
    }

    private static async Task<bool> RefuseAsync(HttpExchange exchange, KeyBehavior key, bool isModel)
    {
        if (key.IsBad)
        {
            await exchange.AnswerAsync("""{"ok":false,"error":{"code":"auth-required","message":"Invalid access token"}}""", 401);
        }
        else if (key.BreaksTheService)
        {
            await exchange.AnswerAsync("""{"error":"boom"}""", 500);
        }
        else if (key.GetsGarbage)
        {
            await exchange.AnswerAsync("<html>not json</html>");
        }
        else if (key.GetsNoAnswer || (key.GetsNoAnswerButTheModels && !isModel))
        {
            await exchange.KeepSilentAsync();
        }
        else
        {
            if (!isModel && key.Delay > TimeSpan.Zero)
            {
                await Task.Delay(key.Delay, exchange.Ended);
            }

            return false;
        }

        return true;
    }

    private static ReceivedRequest Describe(HttpExchange exchange)
    {
        var request = new ReceivedRequest
        {
            Method = exchange.Method,
            Path = exchange.Path,
            ApiKey = exchange.ApiKey,
            ClientVersion = exchange.Header("x-amp-client-version"),
            ThreadId = exchange.Header("x-amp-thread-id"),
            BodyLength = exchange.Body.Length,
            WasCompressed = exchange.WasCompressed,
        };

        if (exchange.Path.StartsWith(ModelPath, StringComparison.Ordinal))
        {
            return ModelCallReader.Read(exchange.Body, request);
        }

        return exchange.Path.StartsWith("/api/internal", StringComparison.Ordinal) ? ReadServiceCall(exchange, request) : request;
    }

    private static ServiceCall ReadServiceCall(HttpExchange exchange, ReceivedRequest request)
    {
        using var body = JsonDocument.Parse(exchange.Body is [] ? "{}"u8.ToArray() : exchange.Body);
        var name = body.RootElement.TryGetProperty("method", out var method) ? method.GetString()! : exchange.QueryName;
        var parameters = body.RootElement.TryGetProperty("params", out var given) ? given.Clone() : JsonDocument.Parse("{}").RootElement;

        return new ServiceCall(request, name, parameters);
    }
}
