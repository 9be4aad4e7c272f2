using Amp.Client.Processes;

namespace Amp.Client.WarmPool;

/// <summary>A process that has started, has printed its first line and waits for a prompt. What it printed is kept for whoever takes it.</summary>
internal sealed class WarmProcess : IAmpProcess
{
    private const int LongestFirstLine = 1024 * 1024;
    private static readonly byte[] InitStart = """{"type":"system","subtype":"init","""u8.ToArray();

    private readonly IAmpProcess _process;
    private readonly MemoryStream _read = new();
    private readonly string? _directory;

    public WarmProcess(WarmKey key, IAmpProcess process)
    {
        (Key, _process) = (key, process);
        _directory = Directory();
        Output = process.Output;
        Ready = ReadFirstLineAsync();
    }

    public WarmKey Key { get; }

    /// <summary>Completes when the first line has come: whether it is the one that a healthy CLI prints.</summary>
    public Task<bool> Ready { get; }

    /// <summary>Whether the directory that it works in is no longer the one at its path: deleted, perhaps made anew, or moved. Only Linux tells.</summary>
    public bool IsInAnotherDirectory => Directory() != _directory;

    public bool IsUsable => Ready is { IsCompletedSuccessfully: true, Result: true } && !HasExited;

    public int Id => _process.Id;

    public Stream Output { get; private set; }

    public Stream Input => _process.Input;

    public Task<int> Exited => _process.Exited;

    public bool HasExited => _process.HasExited;

    public IReadOnlyList<string> StandardErrorTail => _process.StandardErrorTail;

    /// <summary>Gives it its one prompt, waits until it has begun with that, and ends its input.</summary>
    /// <remarks>
    /// After its first line a CLI says nothing before it has taken a prompt, and then repeats it at once. Input that ends before that would leave it waiting for ever.
    /// </remarks>
    /// <param name="line">The prompt.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="clock">Measures that.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it has. If not, it has not taken the prompt, and is of no use.</returns>
    public async Task<bool> TryBeginAsync(ReadOnlyMemory<byte> line, TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        var begun = ReadMoreAsync(line);
        await ((Task)begun).WaitAsync(limit, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (begun is not { IsCompletedSuccessfully: true, Result: true })
        {
            return false;
        }

        await Input.DisposeAsync().ConfigureAwait(false);
        return true;
    }

    public Task EndAsync(TimeSpan grace) => _process.EndAsync(grace);

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private string? Directory() => OperatingSystem.IsLinux() ? new FileInfo($"/proc/{Id}/cwd").LinkTarget : null;

    private async Task<bool> ReadFirstLineAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (_read.Length < LongestFirstLine)
            {
                var count = await _process.Output.ReadAsync(buffer).ConfigureAwait(false);
                _read.Write(buffer, 0, count);
                if (count == 0 || buffer.AsSpan(0, count).Contains((byte)'\n'))
                {
                    break;
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return false;
        }

        var isHealthy = _read.GetBuffer().AsSpan(0, (int)_read.Length).StartsWith(InitStart);
        _read.Position = 0;
        Output = new ContinuedStream(_read, _process.Output);
        return isHealthy;
    }

    private async Task<bool> ReadMoreAsync(ReadOnlyMemory<byte> line)
    {
        try
        {
            await Input.WriteAsync(line).ConfigureAwait(false);
            var buffer = new byte[4096];
            var count = await _process.Output.ReadAsync(buffer).ConfigureAwait(false);
            _read.Position = _read.Length;
            _read.Write(buffer, 0, count);
            _read.Position = 0;
            return count > 0;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return false;   // it has ended
        }
    }
}
