using Amp.Client.Processes;
using Amp.Client.Settings;

namespace Amp.Client.Channel;

/// <summary>A process and the channel that it uses: when the process has ended, whatever way, the channel is closed and its folder goes.</summary>
internal sealed class ProcessWithChannel : IAmpProcess
{
    private readonly IAmpProcess _process;
    private readonly RunChannel _channel;
    private readonly RunFolder _folder;

    public ProcessWithChannel(IAmpProcess process, RunChannel channel, RunFolder folder)
    {
        (_process, _channel, _folder) = (process, channel, folder);
        _ = CloseAfterExitAsync();   // nobody may be reading, nor ever dispose
    }

    public int Id => _process.Id;

    public Stream Output => _process.Output;

    public Stream Input => _process.Input;

    public Task<int> Exited => _process.Exited;

    public bool HasExited => _process.HasExited;

    public IReadOnlyList<string> StandardErrorTail => _process.StandardErrorTail;

    public async Task EndAsync(TimeSpan grace)
    {
        // Nobody need decide any more: a broker that waits would only hold the CLI up. And here, so that all is gone before the run's result is given.
        var closing = _channel.DisposeAsync().AsTask();
        await _process.EndAsync(grace).ConfigureAwait(false);
        await closing.ConfigureAwait(false);
        _folder.Delete();
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync().ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
    }

    private async Task CloseAfterExitAsync()
    {
        await ((Task)_process.Exited).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await CloseAsync().ConfigureAwait(false);
    }

    private async Task CloseAsync()
    {
        await _channel.DisposeAsync().ConfigureAwait(false);
        _folder.Delete();
    }
}
