using System.ComponentModel;
using System.Diagnostics;
using Amp.Client.Cli;

namespace Amp.Client.Processes;

/// <inheritdoc cref="IAmpProcess"/>
internal sealed class AmpProcess : IAmpProcess
{
    // A kill is a request: the kernel may take a moment to honour it.
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(10);

    // A process that slipped out of our reach can hold a pipe open for ever, so the end of a pipe is never waited for alone.
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly string _runId;
    private readonly AmpStopSignal _stopSignal;
    private readonly TimeProvider _clock;
    private readonly StandardErrorTail _errors;
    private readonly Task _errorPump;
    private readonly Lock _ending = new();
    private Task? _end;

    private AmpProcess(Process process, string runId, ProcessStart start, TimeProvider clock)
    {
        (_process, _runId, _stopSignal, _clock) = (process, runId, start.StopSignal, clock);
        Id = process.Id;
        Output = process.StandardOutput.BaseStream;
        Exited = WaitForExitAsync();
        _errors = new(start.Redact);
        _errorPump = _errors.PumpAsync(process.StandardError);
        Input = start.KeepsInputOpen ? process.StandardInput.BaseStream : Stream.Null;
        if (!start.KeepsInputOpen)
        {
            _ = FeedAsync(start.StandardInput);
        }
    }

    public int Id { get; }

    public Stream Output { get; }

    public Stream Input { get; }

    public Task<int> Exited { get; }

    public bool HasExited => Exited.IsCompleted || (_end is null && _process.HasExited);

    public IReadOnlyList<string> StandardErrorTail => _errors.Lines;

    /// <exception cref="AmpProcessException">The system refused to start it.</exception>
    public static AmpProcess Start(ProcessStart start, TimeProvider clock)
    {
        var runId = Guid.NewGuid().ToString("N");
        var info = new ProcessStartInfo(start.FileName, start.Arguments)
        {
            WorkingDirectory = start.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };

        info.Environment.Clear();
        foreach (var (name, value) in start.Environment)
        {
            info.Environment[name] = value;
        }

        info.Environment[CliEnvironment.RunMarker] = runId;
        if (OperatingSystem.IsLinux())
        {
            info.Environment[HostGuard.Marker] = HostGuard.HostId;
            HostGuard.Ensure();
        }

        var process = new Process { StartInfo = info };
        try
        {
            process.Start();
            if (OperatingSystem.IsWindows())
            {
                HostJob.Add(process);
            }

            return new(process, runId, start, clock);
        }
        catch (Win32Exception e)
        {
            process.Dispose();
            throw new AmpProcessException($"'{start.FileName}' could not be started: {e.Message}.", exitCode: null, [], e);
        }
    }

    public Task EndAsync(TimeSpan grace)
    {
        // One ending for all who ask: whoever disposes while another stops waits for the same one.
        lock (_ending)
        {
            return _end ??= EndOnceAsync(grace);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync(TimeSpan.Zero).ConfigureAwait(false);
        await Output.DisposeAsync().ConfigureAwait(false);
        await Input.DisposeAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    private async Task EndOnceAsync(TimeSpan grace)
    {
        if (!Exited.IsCompleted && grace > TimeSpan.Zero && !OperatingSystem.IsWindows())
        {
            UnixSignal.SendStop(Id, _stopSignal);
            await WaitAsync(Exited, grace).ConfigureAwait(false);
        }

        if (!Exited.IsCompleted)
        {
            KillTree();
        }

        if (OperatingSystem.IsLinux())
        {
            await WaitAsync(MarkedProcesses.KillAsync(_runId), KillLimit).ConfigureAwait(false);
        }

        await WaitAsync(Exited, KillLimit).ConfigureAwait(false);
        await WaitAsync(_errorPump, DrainLimit).ConfigureAwait(false);
    }

    private void KillTree()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It, or one of its children, ended meanwhile.
        }
    }

    private async Task WaitAsync(Task task, TimeSpan limit) =>
        await task.WaitAsync(limit, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        return _process.ExitCode;
    }

    // Beside the reading, never before it: a CLI that writes before it reads must not stop us both.
    private async Task FeedAsync(ReadOnlyMemory<byte> input)
    {
        try
        {
            var pipe = _process.StandardInput.BaseStream;
            await using var scope = pipe.ConfigureAwait(false);
            await pipe.WriteAsync(input).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It ended, or closed its input, before it had read all. Its output says why.
        }
    }
}
