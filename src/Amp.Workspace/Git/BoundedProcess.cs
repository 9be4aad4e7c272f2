using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text;
using Amp.Client.Processes;

namespace Amp.Workspace.Git;

/// <summary>Runs a program to its end within bounds: of time, of memory, and of what it may leave behind. No shell is between.</summary>
internal static partial class BoundedProcess
{
    private const int Terminate = 15;

    // EPIPE of Unix, and ERROR_NO_DATA of Windows.
    private static readonly int BrokenPipe = OperatingSystem.IsWindows() ? unchecked((int)0x800700E8) : 32;

    // Git removes its lock files, and what it had half made, when it is asked to end. A kill leaves them behind.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(10);

    // What it started may hold its pipes open for ever.
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(2);

    /// <summary>Starts it, and waits for the end of it and of everything that it started.</summary>
    /// <exception cref="Win32Exception">The system would not start it.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the whole tree has ended.</exception>
    public static async Task<ProcessOutcome> RunAsync(ProcessRequest request, TimeProvider clock, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = new Process { StartInfo = Describe(request) };
        process.Start();
        if (request.EndsWithHost && OperatingSystem.IsWindows())
        {
            HostJob.Add(process);
        }

        var wasEnded = false;
        var output = new CappedOutput(request.MaxOutputBytes);
        var (tail, errors) = (new TailOutput(), new TailOutput());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = clock.CreateTimer(static state => Cancel((CancellationTokenSource)state!), stop, request.TimeLimit, Timeout.InfiniteTimeSpan);

        // Beside each other: a program that writes before it reads must not stop us both.
        var feeding = FeedAsync(process, request, stop);
        var pumps = Task.WhenAll(
            PumpAsync(process.StandardOutput.BaseStream, bytes =>
            {
                if (request.MaxOutputBytes == 0)
                {
                    tail.Write(bytes);
                }
                else if (!output.Write(bytes))
                {
                    Cancel(stop);
                }
            }),
            PumpAsync(process.StandardError.BaseStream, errors.Write));
        try
        {
            await process.WaitForExitAsync(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            wasEnded = true;
            await EndAsync(process, clock).ConfigureAwait(false);
        }

        await Task.WhenAll(pumps, feeding).WaitAsync(DrainLimit, clock, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (feeding is { IsCompletedSuccessfully: true, Result: { } failure })
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        var ending = output.IsOverflown ? ProcessEnding.OutputTooLarge : wasEnded ? ProcessEnding.TimedOut : ProcessEnding.Exited;
        return new(ending, process.HasExited ? process.ExitCode : -1, request.MaxOutputBytes == 0 ? Encoding.UTF8.GetBytes(tail.Text) : output.Written, errors.Text);
    }

    private static ProcessStartInfo Describe(ProcessRequest request)
    {
        var info = new ProcessStartInfo(request.FileName, request.Arguments)
        {
            WorkingDirectory = request.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        info.Environment.Clear();
        foreach (var (name, value) in request.Environment)
        {
            info.Environment[name] = value;
        }

        if (request.EndsWithHost && OperatingSystem.IsLinux())
        {
            info.Environment[HostGuard.Marker] = HostGuard.HostId;
            HostGuard.Ensure();
        }

        return info;
    }

    private static async Task EndAsync(Process process, TimeProvider clock)
    {
        if (!OperatingSystem.IsWindows())
        {
            foreach (var id in ProcessTree.Of(process.Id))
            {
                _ = SystemKill(id, Terminate);
            }

            await WaitAsync(Grace).ConfigureAwait(false);
        }

        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It, or one of its children, ended meanwhile.
        }

        await WaitAsync(KillLimit).ConfigureAwait(false);

        async Task WaitAsync(TimeSpan limit) =>
            await process.WaitForExitAsync(CancellationToken.None).WaitAsync(limit, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // Gives back the writer's own failure: what it was to read could not be read.
    private static async Task<Exception?> FeedAsync(Process process, ProcessRequest request, CancellationTokenSource stop)
    {
        var pipe = process.StandardInput.BaseStream;
        try
        {
            if (request.WriteInput is { } write)
            {
                await write(pipe, stop.Token).ConfigureAwait(false);
            }
            else if (!request.Input.IsEmpty)
            {
                await pipe.WriteAsync(request.Input).ConfigureAwait(false);
            }
        }
        catch (Exception e) when ((e is IOException && e.HResult == BrokenPipe) || e is ObjectDisposedException or OperationCanceledException || (request.WriteInput is null && e is IOException))
        {
            // It ended before it had read all; its exit code says why.
        }
        catch (Exception e)
        {
            Cancel(stop);
            return e;
        }
        finally
        {
            await CloseAsync(pipe).ConfigureAwait(false);
        }

        return null;
    }

    private static async Task CloseAsync(Stream pipe)
    {
        try
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The other end is gone.
        }
    }

    private static async Task PumpAsync(Stream pipe, Action<ReadOnlyMemory<byte>> write)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await pipe.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var read)
            {
                write(buffer.AsMemory(0, read));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The pipe went away with the process.
        }
    }

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The process ended at the same moment.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SystemKill(int processId, int signal);
}
