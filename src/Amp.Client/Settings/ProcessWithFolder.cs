using Amp.Client.Processes;

namespace Amp.Client.Settings;

/// <summary>A process and the folder that it needs: when the process has ended, whatever way, the folder goes.</summary>
internal sealed class ProcessWithFolder : IAmpProcess
{
    private readonly IAmpProcess _process;
    private readonly RunFolder _folder;

    public ProcessWithFolder(IAmpProcess process, RunFolder folder)
    {
        (_process, _folder) = (process, folder);
        _ = DeleteAfterExitAsync();   // nobody may be reading, nor ever dispose
    }

    public int Id => _process.Id;

    public Stream Output => _process.Output;

    public Stream Input => _process.Input;

    public Task<int> Exited => _process.Exited;

    public bool HasExited => _process.HasExited;

    public IReadOnlyList<string> StandardErrorTail => _process.StandardErrorTail;

    public async Task EndAsync(TimeSpan grace)
    {
        await _process.EndAsync(grace).ConfigureAwait(false);
        _folder.Delete();   // here, too, so that it is gone before the run's result is given
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync().ConfigureAwait(false);
        _folder.Delete();
    }

    private async Task DeleteAfterExitAsync()
    {
        await ((Task)_process.Exited).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _folder.Delete();
    }
}
