namespace Amp.ServiceStandIn;

/// <summary>One streamed answer of the model, as server-sent events.</summary>
internal sealed class EventStream(HttpExchange exchange, ModelCall call, Sequence sequence)
{
    private const int InputChunk = 4000;

    public async Task SendAsync(Turn turn, Fault? fault)
    {
        await exchange.BeginStreamAsync(sequence.Next("req"));
        if (fault is RawFault raw)
        {
            await exchange.WriteAsync(raw.Body);
            return;
        }

        await SendAsync(
            "message_start",
            $$"""
            "message":{"id":"{{sequence.Next("msg")}}","type":"message","role":"assistant","model":{{JsonString.Quote(call.Model)}},"content":[],"stop_reason":null,"stop_sequence":null,"usage":{{ModelJson.Usage(outputTokens: 1)}}}
            """);

        if (fault is StreamFault error)
        {
            await SendAsync("error", $$""" "error":{"type":{{JsonString.Quote(error.Type)}},"message":{{JsonString.Quote(error.Message)}}} """);
            return;
        }

        if (fault is SilenceFault)
        {
            await exchange.KeepSilentAsync();
        }

        for (var index = 0; index < turn.Blocks.Count; index++)
        {
            if (!await SendBlockAsync(turn.Blocks[index], index, turn, isCut: fault is CutFault))
            {
                return;
            }

            await SendAsync("content_block_stop", $""" "index":{index} """);
        }

        await SendAsync("message_delta", $$""" "delta":{"stop_reason":"{{ModelJson.StopReason(turn)}}","stop_sequence":null},"usage":{"output_tokens":20} """);
        await SendAsync("message_stop");
    }

    /// <returns>Whether the stream goes on.</returns>
    private async Task<bool> SendBlockAsync(Block block, int index, Turn turn, bool isCut)
    {
        switch (block)
        {
            case Say say:
                await StartAsync(index, """{"type":"text","text":""}""");
                return await SendTextAsync(say.Text, index, turn, isCut);

            case Think think:
                await StartAsync(index, """{"type":"thinking","thinking":"","signature":""}""");
                await DeltaAsync(index, $$"""{"type":"thinking_delta","thinking":{{JsonString.Quote(think.Thought)}}}""");
                await DeltaAsync(index, $$"""{"type":"signature_delta","signature":{{JsonString.Quote(think.Signature)}}}""");
                return true;

            case ThinkInPrivate hidden:
                await StartAsync(index, $$"""{"type":"redacted_thinking","data":{{JsonString.Quote(hidden.Data)}}}""");
                return true;

            case UseTool tool:
                await StartAsync(index, $$"""{"type":"tool_use","id":"{{sequence.Next(tool.IdPrefix)}}","name":"{{tool.Name}}","input":{} }""");
                await SendInputAsync(ModelJson.Input(tool, call), index);
                return true;

            default:
                throw new NotSupportedException($"No way to send a {block.GetType().Name}.");
        }
    }

    private async Task<bool> SendTextAsync(string text, int index, Turn turn, bool isCut)
    {
        for (var at = 0; at < text.Length; at += turn.ChunkSize)
        {
            var part = text.AsSpan(at, Math.Min(turn.ChunkSize, text.Length - at));
            await DeltaAsync(index, $$"""{"type":"text_delta","text":{{JsonString.Quote(part)}}}""");
            if (isCut)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), exchange.Ended);   // the CLI shall have read what came before the cut
                exchange.Cut();
                return false;
            }

            if (turn.Gap > TimeSpan.Zero)
            {
                await Task.Delay(turn.Gap, exchange.Ended);
            }
        }

        return true;
    }

    private async Task SendInputAsync(string json, int index)
    {
        for (var at = 0; at < json.Length; at += InputChunk)
        {
            var part = json.AsSpan(at, Math.Min(InputChunk, json.Length - at));
            await DeltaAsync(index, $$"""{"type":"input_json_delta","partial_json":{{JsonString.Quote(part)}}}""");
        }
    }

    private Task StartAsync(int index, string block) => SendAsync("content_block_start", $$""" "index":{{index}},"content_block":{{block}} """);

    private Task DeltaAsync(int index, string delta) => SendAsync("content_block_delta", $$""" "index":{{index}},"delta":{{delta}} """);

    private Task SendAsync(string type, string? members = null) =>
        exchange.WriteAsync($$"""
            event: {{type}}
            data: {"type":"{{type}}"{{(members is null ? "" : "," + members.Trim())}} }


            """);
}
