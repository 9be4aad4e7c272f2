using System.Collections.Concurrent;

namespace Amp.ServiceStandIn;

/// <summary>The stand-in model: Anthropic's messages API, streamed and whole.</summary>
internal sealed class ModelApi(ScenarioSelector selector, TimeSpan answerDelay)
{
    private readonly ConcurrentDictionary<string, bool> _struck = new();
    private readonly Sequence _sequence = new();

    public async Task AnswerAsync(HttpExchange exchange, ModelCall call)
    {
        if (call.IsTitle)
        {
            await exchange.AnswerAsync(WholeAnswer.Title(call, _sequence));
            return;
        }

        var step = selector.Select(call.Messages);
        var turn = step.Turn;
        var fault = turn.FaultStrikesOnce && !_struck.TryAdd($"{call.ApiKey}|{call.ThreadId}|{step.ScenarioName}|{step.Step}", true) ? null : turn.Fault;

        await Task.Delay(turn.Delay > answerDelay ? turn.Delay : answerDelay, exchange.Ended);

        await (fault switch
        {
            SilenceFault { AfterHeaders: false } => exchange.KeepSilentAsync(),
            SilenceFault when !call.IsStreamed => exchange.KeepSilentAsync(),
            HttpFault http => exchange.AnswerAsync(http.Body, http.Status, http.RetryAfterSeconds),
            _ when !call.IsStreamed => exchange.AnswerAsync(WholeAnswer.Of(turn, call, _sequence)),
            _ => new EventStream(exchange, call, _sequence).SendAsync(turn, fault),
        });
    }
}
