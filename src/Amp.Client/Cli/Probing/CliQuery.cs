using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Amp.Client.Authentication;
using Amp.Client.Diagnostics;
using Amp.Client.Processes;

namespace Amp.Client.Cli;

/// <summary>A command of the CLI that is no run: started, read to its end within a limit, and ended with everything it started.</summary>
internal sealed partial class CliQuery
{
    private const int MaxBytes = 64 * 1024 * 1024;

    // A login is the first thing that a CLI prints, so nothing behind that is searched for one.
    private const int LoginWindow = 4096;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly IAmpProcess _process;
    private readonly ArrayBufferWriter<byte> _output = new();
    private bool _asksForLogin;

    private CliQuery(IAmpProcess process) => _process = process;

    /// <param name="target">The CLI.</param>
    /// <param name="arguments">What it is asked.</param>
    /// <param name="directory">Where it works.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="clock">What measures that.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="cancellationToken">Gives up and ends it.</param>
    /// <exception cref="AmpAuthenticationException">It asks for a login, and would wait for ever.</exception>
    /// <exception cref="AmpProcessException">It could not be started.</exception>
    public static async Task<CliOutput> RunAsync(
        CliTarget target, IEnumerable<string> arguments, string directory, TimeSpan limit, TimeProvider clock, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        var process = AmpProcess.Start(
            new()
            {
                FileName = target.Location.FileName,
                Arguments = [.. target.Location.LeadingArguments, .. arguments],
                WorkingDirectory = directory,
                Environment = target.Environment,
                StandardInput = input,
                Redact = new SecretRedactor(target.Environment).Redact,
            },
            clock);
        await using var scope = process.ConfigureAwait(false);
        return await new CliQuery(process).ReadAsync(limit, clock, cancellationToken).ConfigureAwait(false);
    }

    private async Task<CliOutput> ReadAsync(TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        var reading = PumpAsync();
        var ending = EndAsync(reading, clock);
        await ending.WaitAsync(limit, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();

        int? exitCode = ending.IsCompletedSuccessfully && !_asksForLogin ? await _process.Exited.ConfigureAwait(false) : null;
        await _process.EndAsync(Grace).ConfigureAwait(false);

        var text = Text();
        return _asksForLogin
            ? throw LoginPrompt.ToException(LoginPrompt.FindUrl(text))
            : new() { Text = text, ExitCode = exitCode, StandardErrorTail = _process.StandardErrorTail };
    }

    private async Task EndAsync(Task reading, TimeProvider clock)
    {
        await Task.WhenAny(_process.Exited, reading).ConfigureAwait(false);
        if (_asksForLogin)
        {
            return;
        }

        await ((Task)_process.Exited).ConfigureAwait(false);
        await OutputDrain.WaitAsync(_process, reading, clock, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task PumpAsync()
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await _process.Output.ReadAsync(buffer).ConfigureAwait(false)) > 0)
            {
                lock (_output)
                {
                    // What is too much is read all the same: a full pipe would stop the CLI.
                    _output.Write(buffer.AsSpan(0, Math.Min(read, MaxBytes - _output.WrittenCount)));
                }

                // Once the address is there; it follows the announcement at once in every recording.
                if (_output.WrittenCount <= LoginWindow && Text() is var text && LoginPrompt.IsAnnouncedBy(text) && LoginPrompt.FindUrl(text) is not null)
                {
                    _asksForLogin = true;
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The pipe was closed on our side because the process is gone.
        }
    }

    private string Text()
    {
        lock (_output)
        {
            return ControlSequence().Replace(Encoding.UTF8.GetString(_output.WrittenSpan), "");
        }
    }

    [GeneratedRegex(@"\x1B\[[0-?]*[ -/]*[@-~]")]
    private static partial Regex ControlSequence();
}
