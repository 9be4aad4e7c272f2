using Amp.Client.Processes;

namespace Amp.Client.WarmPool;

/// <summary>A process that has started, has printed its first line and waits for a prompt. What it printed is kept for whoever takes it.</summary>
internal sealed class WarmProcess : IAmpProcess
{
    private const int LongestFirstLine = 1024 * 1024;
    private static readonly byte[] InitStart = """{"type":"system","subtype":"init","""u8.ToArray();

    private readonly IAmpProcess _process;
    private readonly MemoryStream _read = new();
    private Task _feeding = Task.CompletedTask;
    private volatile bool _isOnlyOne;

    public WarmProcess(WarmKey key, IAmpProcess process)
    {
        (Key, _process) = (key, process);
        Output = process.Output;
        Ready = ReadFirstLineAsync();
    }

    public WarmKey Key { get; }

    /// <summary>Completes when the first line has come: whether it is the one that a healthy CLI prints.</summary>
    public Task<bool> Ready { get; }

    public bool IsUsable => Ready is { IsCompletedSuccessfully: true, Result: true } && !HasExited;

    public int Id => _process.Id;

    public Stream Output { get; private set; }

    public Stream Input => _process.Input;

    public Task<int> Exited => _process.Exited;

    public bool HasExited => _process.HasExited;

    public IReadOnlyList<string> StandardErrorTail => _process.StandardErrorTail;

    /// <summary>Gives it one prompt, and ends its input when it has begun with that.</summary>
    /// <remarks>Not at once: input that ends before the CLI has taken a prompt leaves it waiting for ever.</remarks>
    public void Feed(ReadOnlyMemory<byte> line)
    {
        _isOnlyOne = true;
        _feeding = WriteAsync(line);
    }

    public Task EndAsync(TimeSpan grace) => _process.EndAsync(grace);

    public ValueTask DisposeAsync() => _process.DisposeAsync();

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
        Output = new ContinuedStream(_read, _process.Output, OnOutput);
        return isHealthy;
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> line)
    {
        try
        {
            await Input.WriteAsync(line).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It ended: its output says why.
        }
    }

    // After its first line it says nothing before it has taken a prompt.
    private void OnOutput()
    {
        if (_isOnlyOne)
        {
            _isOnlyOne = false;
            _ = EndInputAsync();
        }
    }

    private async Task EndInputAsync()
    {
        await _feeding.ConfigureAwait(false);
        await Input.DisposeAsync().ConfigureAwait(false);
    }
}
