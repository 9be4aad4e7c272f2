using System.IO.Pipes;
using Amp.Client;

namespace Amp.Extensions.AI.Tests;

/// <summary>A real pipe with a set of tools at its other end.</summary>
internal sealed class ServedPipe : IAsyncDisposable
{
    private readonly NamedPipeServerStream _hostEnd;
    private readonly CancellationTokenSource _run = new();
    private readonly Task _serving;

    private ServedPipe(NamedPipeServerStream hostEnd, Stream agentEnd, AmpToolSet tools, AmpThreadId? thread, Func<string, string>? redact)
    {
        (_hostEnd, AgentEnd) = (hostEnd, agentEnd);
        _serving = new ToolServer(tools, () => thread, redact ?? (static text => text)).RunAsync(hostEnd, _run.Token);
    }

    public Stream AgentEnd { get; }

    public static async Task<ServedPipe> OpenAsync(AmpToolSet tools, AmpThreadId? thread = null, Func<string, string>? redact = null)
    {
        var name = $"amp-tools-{Guid.NewGuid():N}";
        var hostEnd = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        var agentEnd = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous);
        await Task.WhenAll(hostEnd.WaitForConnectionAsync(), agentEnd.ConnectAsync());
        return new(hostEnd, agentEnd, tools, thread, redact);
    }

    /// <summary>The run is over: the host is told to stop.</summary>
    public void EndRun() => _run.Cancel();

    /// <summary>Waits until the host has stopped serving, however that ended.</summary>
    public async Task WaitForGoodbyeAsync() => await _serving.WaitAsync(TimeSpan.FromSeconds(20)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public async ValueTask DisposeAsync()
    {
        await AgentEnd.DisposeAsync();
        await WaitForGoodbyeAsync();
        await _hostEnd.DisposeAsync();
        _run.Dispose();
    }
}
