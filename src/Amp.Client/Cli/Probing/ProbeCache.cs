using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Amp.Client.Cli;

/// <summary>Remembers what CLIs answered, for other processes of this user: one small file for each CLI, in a private folder.</summary>
/// <remarks>
/// A file is written aside and moved into place, so that a reader never sees half of one and the last of two writers wins. Whatever is
/// wrong with it (torn, foreign, too old, of another CLI), it counts as not there. Nothing here fails.
/// </remarks>
/// <param name="folder">Where; null to remember nothing.</param>
/// <param name="clock">What tells the age of an entry.</param>
internal sealed class ProbeCache(string? folder, TimeProvider clock)
{
    private const int Format = 1;
    private const int MaxFiles = 64;
    private const int MaxBytes = 1024 * 1024;

    /// <summary>A script that starts another CLI stays the same when that one is updated, so nothing is believed for ever.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>The folder in the user's own cache: <c>$XDG_CACHE_HOME</c>, else <c>~/.cache</c>; on Windows the local application data.</summary>
    public static string? DefaultFolder
    {
        get
        {
            var root = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { } xdg && Path.IsPathRooted(xdg) ? xdg
                : Environment.GetEnvironmentVariable("HOME") is { } home && Path.IsPathRooted(home) ? Path.Combine(home, ".cache")
                : null;
            return string.IsNullOrEmpty(root) ? null : Path.Combine(root, "amp-sdk-dotnet", "cli");
        }
    }

    public ProbeAnswer? Read(CliIdentity cli)
    {
        if (folder is null)
        {
            return null;
        }

        try
        {
            var file = new FileInfo(FileOf(cli));
            if (!file.Exists || file.Length > MaxBytes)
            {
                return null;
            }

            using var json = JsonDocument.Parse(File.ReadAllBytes(file.FullName));
            var root = json.RootElement;
            var age = clock.GetUtcNow() - root.GetProperty("probedAt").GetDateTimeOffset();
            var isOurs = root.GetProperty("format").GetInt32() == Format
                && root.GetProperty("path").GetString() == cli.Path
                && root.GetProperty("target").GetString() == cli.Target
                && root.GetProperty("size").GetInt64() == cli.Size
                && root.GetProperty("modified").GetInt64() == cli.ModifiedTicks
                && age >= TimeSpan.Zero && age < Lifetime;
            var answer = isOurs ? new ProbeAnswer(root.GetProperty("version").GetString(), root.GetProperty("help").GetString()) : null;
            return answer is { IsComplete: true } ? answer : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    public void Write(CliIdentity cli, ProbeAnswer answer)
    {
        if (folder is null || cli.IsTemporary || !answer.IsComplete)
        {
            return;
        }

        var file = FileOf(cli);
        var aside = $"{file}.{Guid.NewGuid():N}.tmp";
        try
        {
            CreateFolder();
            WriteTo(aside, cli, answer);
            File.Move(aside, file, overwrite: true);
            Prune();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A read-only or full disk costs the next process a second, and nobody their run.
            TryDelete(aside);
        }
    }

    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder!);
        }
        else
        {
            Directory.CreateDirectory(folder!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private void WriteTo(string path, CliIdentity cli, ProbeAnswer answer)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(path, options);
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteNumber("format", Format);
        json.WriteString("path", cli.Path);
        json.WriteString("target", cli.Target);
        json.WriteNumber("size", cli.Size);
        json.WriteNumber("modified", cli.ModifiedTicks);
        json.WriteString("probedAt", clock.GetUtcNow());
        json.WriteString("version", answer.VersionText);
        json.WriteString("help", answer.HelpText);
        json.WriteEndObject();
    }

    private void Prune()
    {
        foreach (var old in new DirectoryInfo(folder!).GetFiles().OrderByDescending(static file => file.LastWriteTimeUtc).Skip(MaxFiles))
        {
            TryDelete(old.FullName);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process was faster, or may do it.
        }
    }

    private string FileOf(CliIdentity cli) =>
        Path.Combine(folder!, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{cli.Path}\n{cli.Target}\n{cli.Size}\n{cli.ModifiedTicks}")))[..32] + ".json");
}
