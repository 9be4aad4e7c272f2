using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Amp.Testing.Repositories;

/// <summary>Runs git for a test: away from the settings of whoever runs it, and bounded in time.</summary>
internal sealed class TestGit(string folder, StrongBox<long> seconds)
{
    public const string Name = "Test Author";
    public const string Email = "author@example.com";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <param name="folder">Where git runs.</param>
    public TestGit(string folder)
        : this(folder, new(1_700_000_000))
    {
    }

    public TestGit In(string otherFolder) => new(otherFolder, seconds);

    /// <summary>Gives the repository an author, so that also programs under test can commit in it.</summary>
    public static void WriteIdentity(string gitFolder) =>
        File.AppendAllText(Path.Combine(gitFolder, "config"), $"[user]\n\tname = {Name}\n\temail = {Email}\n[commit]\n\tgpgSign = false\n[protocol \"file\"]\n\tallow = always\n");

    public async Task<string> RunAsync(IReadOnlyList<string> arguments, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("git", ["-c", "protocol.file.allow=always", "-c", "gc.auto=0", .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        SetEnvironment(start.Environment);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        using var process = Start(start);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await FeedAsync(process, input, limit.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            var text = await output.ConfigureAwait(false);
            return process.ExitCode == 0
                ? text.EndsWith('\n') ? text[..^1] : text
                : throw new InvalidOperationException($"'git {string.Join(' ', arguments)}' in '{folder}' ended with {process.ExitCode}: {(await errors.ConfigureAwait(false)).Trim()}");
        }
        finally
        {
            Kill(process);
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"git could not be started in '{start.WorkingDirectory}': {e.Message}. It must be on PATH.", e);
        }
    }

    private static async Task FeedAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            var pipe = process.StandardInput.BaseStream;
            await using var scope = pipe.ConfigureAwait(false);
            await pipe.WriteAsync(input, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It ended early; its exit code says why.
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has ended, which is the rule.
        }
    }

    private void SetEnvironment(IDictionary<string, string?> environment)
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable.Key is string name && name.StartsWith("GIT_", StringComparison.OrdinalIgnoreCase))
            {
                environment.Remove(name);
            }
        }

        // A commit's name depends on its date.
        var date = string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref seconds.Value)} +0000");
        environment["LC_ALL"] = "C";
        environment["GIT_TERMINAL_PROMPT"] = "0";
        environment["GIT_CONFIG_NOSYSTEM"] = "1";
        environment["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";
        (environment["GIT_AUTHOR_NAME"], environment["GIT_AUTHOR_EMAIL"], environment["GIT_AUTHOR_DATE"]) = (Name, Email, date);
        (environment["GIT_COMMITTER_NAME"], environment["GIT_COMMITTER_EMAIL"], environment["GIT_COMMITTER_DATE"]) = (Name, Email, date);
    }
}
