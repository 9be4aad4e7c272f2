using System.Text;
using Amp.Client.Processes;

namespace Amp.Client.Authentication;

/// <summary>Runs a program that prints little and ends soon. Ends it, and what it started, when it does not.</summary>
internal static class ShortCommand
{
    private const int MaxBytes = 64 * 1024;

    /// <param name="start">What to run.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="isEnough">Says from the output so far that waiting longer is of no use.</param>
    /// <param name="clock">What measures time.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The exit code (<see langword="null"/> when it had to be ended), the first 64 KiB of its output, and the last lines of standard error.</returns>
    /// <exception cref="AmpProcessException">It could not be started.</exception>
    public static async Task<ShortCommandResult> RunAsync(ProcessStart start, TimeSpan limit, Func<string, bool>? isEnough, TimeProvider clock, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var process = AmpProcess.Start(start, clock);
        await using var scope = process.ConfigureAwait(false);
        var output = new Output();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reading = ReadAsync(process.Output, output, text =>
        {
            if (isEnough?.Invoke(text) is true)
            {
                enough.TrySetResult();
            }
        });

        await ((Task)Task.WhenAny(process.Exited, enough.Task)).WaitAsync(limit, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        int? exitCode = null;
        if (process.Exited.IsCompletedSuccessfully)
        {
            exitCode = await process.Exited.ConfigureAwait(false);
            await OutputDrain.WaitAsync(process, reading, clock, cancellationToken).ConfigureAwait(false);
        }

        await process.EndAsync(TimeSpan.Zero).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return new(exitCode, output.ToString(), process.StandardErrorTail);
    }

    private static async Task ReadAsync(Stream pipe, Output output, Action<string> read)
    {
        var buffer = new byte[4096];
        try
        {
            int count;
            while ((count = await pipe.ReadAsync(buffer).ConfigureAwait(false)) > 0)
            {
                read(output.Add(buffer.AsSpan(0, count)));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The pipe was closed on our side because the process is gone.
        }
    }

    private sealed class Output
    {
        private readonly byte[] _bytes = new byte[MaxBytes];
        private int _count;

        /// <summary>Keeps what there is room for; the rest is read and dropped, so that the program does not stop at a full pipe.</summary>
        public string Add(ReadOnlySpan<byte> bytes)
        {
            lock (_bytes)
            {
                var kept = bytes[..Math.Min(bytes.Length, MaxBytes - _count)];
                kept.CopyTo(_bytes.AsSpan(_count));
                _count += kept.Length;
                return ToString();
            }
        }

        public override string ToString()
        {
            lock (_bytes)
            {
                return Encoding.UTF8.GetString(_bytes, 0, _count);
            }
        }
    }
}
