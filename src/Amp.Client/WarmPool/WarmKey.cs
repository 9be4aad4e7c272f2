using System.Security.Cryptography;
using System.Text;
using Amp.Client.Authentication;
using Amp.Client.Cli;
using Amp.Client.Runs;
using Amp.Client.Settings;

namespace Amp.Client.WarmPool;

/// <summary>Says which runs may use which process. Hashes only: keys and settings are among what is compared.</summary>
/// <param name="Kind">What a caller asks for: directory, arguments, variables of the run.</param>
/// <param name="State">What the machine makes of it now: the CLI's file, the whole environment with the key, the settings' content.</param>
internal sealed record WarmKey(string Kind, string State)
{
    public static WarmKey Of(PreparedLaunch launch)
    {
        using var kind = new Digest();
        kind.Add(launch.Directory);
        kind.Add(launch.Cli.Path);
        foreach (var argument in launch.Command.Arguments)
        {
            kind.Add(WithoutOwnPaths(argument, launch));
        }

        foreach (var (name, value) in launch.Options.EnvironmentVariables.OrderBy(static variable => variable.Key, StringComparer.Ordinal))
        {
            kind.Add(name);
            kind.Add(value);
        }

        using var state = new Digest();
        state.Add(CliIdentity.Of(launch.Cli.Path).ToString());
        state.Add(launch.Cli.Runner);
        foreach (var (name, value) in launch.Variables.OrderBy(static variable => variable.Key, StringComparer.Ordinal))
        {
            state.Add(name);
            state.Add(value);
        }

        foreach (var file in SettingsOf(launch))
        {
            state.Add(file);
            state.AddFile(file);
        }

        state.Add(launch.Settings is { } settings ? settings.Json.Span : default);
        return new(kind.ToString(), state.ToString());
    }

    // Each process has files of its own: their content counts, not where they lie.
    private static string WithoutOwnPaths(string argument, PreparedLaunch launch)
    {
        foreach (var file in launch.Command.Files)
        {
            argument = argument.Replace(file.Path, file.Content, StringComparison.Ordinal);
        }

        return launch.Settings is { } settings ? argument.Replace(settings.FilePath, "", StringComparison.Ordinal) : argument;
    }

    private static IEnumerable<string> SettingsOf(PreparedLaunch launch) =>
    [
        .. UserSettings.Candidates(launch.Options.SettingsFile, launch.Variables, launch.Directory),
        .. Workspace.At(launch.Directory).SettingsFiles,
        .. CliSecretsFile.PathIn(launch.Variables) is { } secrets ? [secrets] : Array.Empty<string>(),
        .. launch.Options.McpConfig is { } mcp && !McpConfigText.IsJson(mcp) ? [Path.GetFullPath(mcp, launch.Directory)] : Array.Empty<string>(),
    ];

    private sealed class Digest : IDisposable
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public void Add(string? text) => Add(text is null ? default : Encoding.UTF8.GetBytes(text));

        // With its length, so that no two lists of texts are the same in a row.
        public void Add(ReadOnlySpan<byte> bytes)
        {
            _hash.AppendData(BitConverter.GetBytes(bytes.Length));
            _hash.AppendData(bytes);
        }

        public void AddFile(string path)
        {
            try
            {
                Add(File.ReadAllBytes(path));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Add("none");
            }
        }

        public override string ToString() => Convert.ToHexStringLower(_hash.GetCurrentHash());

        public void Dispose() => _hash.Dispose();
    }
}
