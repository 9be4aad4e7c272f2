using Amp.Client.Configuration;
using Amp.Client.Diagnostics;
using Amp.Client.Processes;

namespace Amp.Client.Authentication;

/// <summary>Runs the command that prints the access key. Its output goes nowhere but to the CLI.</summary>
internal sealed class AuthCommand(bool usesShell, TimeSpan limit, TimeProvider clock)
{
    // 200 runs at once ask a password manager once.
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    private readonly OneAtATime _running = new();
    private (string Text, string Key, long At)? _last;

    /// <param name="text">The command line.</param>
    /// <param name="variables">Its environment.</param>
    /// <param name="isFresh">Whether a key of the last five minutes is not good enough.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="AmpAuthenticationException">It gave no key.</exception>
    public async Task<string> GetKeyAsync(string text, IReadOnlyDictionary<string, string> variables, bool isFresh, CancellationToken cancellationToken)
    {
        using var turn = await _running.EnterAsync(cancellationToken).ConfigureAwait(false);
        if (!isFresh && _last is { } last && last.Text == text && clock.GetElapsedTime(last.At) < KeptFor)
        {
            return last.Key;
        }

        var key = await RunAsync(text, variables, cancellationToken).ConfigureAwait(false);
        _last = (text, key, clock.GetTimestamp());
        return key;
    }

    private async Task<string> RunAsync(string text, IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken)
    {
        ShortCommandResult result;
        try
        {
            result = await ShortCommand.RunAsync(ToStart(text, variables), limit, isEnough: null, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (FormatException e)
        {
            throw Failed($"cannot be read: {e.Message}", []);
        }
        catch (AmpProcessException)
        {
            throw Failed("could not be started", []);
        }

        // What it printed may be the key even when it failed, so it is taken out of what is shown.
        var printed = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var redactor = new SecretRedactor(printed.Select(static line => KeyValuePair.Create("SECRET", line)));
        string[] errors = [.. result.StandardErrorTail.Select(redactor.Redact)];
        return result.ExitCode switch
        {
            null => throw Failed($"did not end within {limit.TotalSeconds:0.##} s", errors),
            not 0 => throw Failed($"ended with exit code {result.ExitCode}", errors),
            _ when printed is [] => throw Failed("printed nothing", errors),
            _ when printed[0].Any(static c => char.IsWhiteSpace(c) || char.IsControl(c)) => throw Failed("printed a line with blanks in it, which no key has", errors),
            _ => printed[0],
        };
    }

    private static AmpAuthenticationException Failed(string problem, string[] errors) => new(
        $"The command for the access key (AmpClientOptions.AuthCommand or AMP_AUTH_CMD) {problem}."
        + (errors.Length == 0 ? "" : $" It said last: {string.Join(' ', errors)}"),
        loginUrl: null,
        errors);

    private ProcessStart ToStart(string text, IReadOnlyDictionary<string, string> variables)
    {
        var words = !usesShell ? CommandWords.Split(text) : OperatingSystem.IsWindows() ? ["cmd.exe", "/d", "/c", text] : ["/bin/sh", "-c", text];
        return new()
        {
            // The name is not repeated in the message: people set variables to the key by mistake.
            FileName = ProgramPath.Find(words[0], variables) ?? throw new FormatException("its program was not found"),
            Arguments = [.. words.Skip(1)],
            WorkingDirectory = Environment.CurrentDirectory,
            Environment = variables,
            Redact = new SecretRedactor(variables).Redact,
        };
    }
}
