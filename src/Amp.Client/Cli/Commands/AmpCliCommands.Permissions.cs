using System.Text.Json;
using Amp.Client.Cli;

namespace Amp.Client;

public sealed partial class AmpCliCommands
{
    /// <summary>Lists the permission rules that the CLI goes by, in their order. Works without the Amp service.</summary>
    /// <param name="builtIn">Those that the CLI brings, in place of those of the settings.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <remarks>Rules that the CLI cannot read are missing: it drops them without a word.</remarks>
    public Task<IReadOnlyList<AmpPermissionEntry>> ListPermissionsAsync(bool builtIn = false, AmpCommandOptions? options = null, CancellationToken cancellationToken = default) =>
        ListAsync("permissions list", builtIn ? ["--builtin", "--json"] : ["--json"], "permissions", CommandJson.Permission, options, cancellationToken);

    /// <summary>Asks what the rules say about a tool call. The tool is not run; a program that a rule delegates to is. Works without the Amp service.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="arguments">Its arguments, such as <c>cmd</c> of Bash. They show in the list of processes. No value may begin with two dashes.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AmpProcessException">The CLI judged another call than it was asked about, or failed.</exception>
    public async Task<AmpPermissionVerdict> TestPermissionAsync(
        string tool, IReadOnlyDictionary<string, string> arguments, AmpCommandOptions? options = null, CancellationToken cancellationToken = default)
    {
        const string Command = "permissions test";
        const int Reject = 2;   // 0 allow or no rule, 1 ask, 2 reject

        RequireName(tool);
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments.Keys.FirstOrDefault(static name => name.Length == 0 || name[0] == '-' || name.AsSpan().IndexOfAny('=', ' ', '\0') >= 0) is { } bad)
        {
            throw new ArgumentException($"'{bad}' is no name of an argument.", nameof(arguments));
        }

        if (arguments.FirstOrDefault(static argument => argument.Value.StartsWith("--", StringComparison.Ordinal)) is { Key: { } name })
        {
            throw new ArgumentException($"The CLI cannot be asked about a value that begins with two dashes, as that of '{name}' does: it passes over it.", nameof(arguments));
        }

        // Behind the two dashes nothing is a flag, so a value may begin with one dash. "--cmd=value" would be passed over, and no argument judged.
        var output = await _runner.RunAsync(Command, ["--json", "--", tool, .. arguments.SelectMany(static argument => (string[])["--" + argument.Key, argument.Value])], options, cancellationToken).ConfigureAwait(false);
        if (output.ExitCode is < 0 or > Reject || output.Text.Length == 0)
        {
            throw CommandRunner.Failed(Command, output);
        }

        using var json = CommandRunner.Parse(Command, output);
        var root = json.RootElement;
        if (root.ValueKind is not JsonValueKind.Object || CommandJson.Text(root, "tool") != tool || !HasExactly(root, arguments))
        {
            // An answer to another question could allow what was never judged.
            throw new AmpProcessException($"'amp {Command}' judged another call than it was asked about.", output.ExitCode, output.StandardErrorTail);
        }

        return new()
        {
            Action = CommandJson.Action(CommandJson.Text(root, "action")),
            Entry = root.TryGetProperty("matchedEntry", out var entry) ? CommandJson.Permission(entry) : null,
            EntryIndex = root.TryGetProperty("matchIndex", out var index) && index.ValueKind is JsonValueKind.Number && index.TryGetInt32(out var number) ? number : null,
            Source = CommandJson.Text(root, "source"),
            Error = CommandJson.Text(root, "error"),
        };
    }

    private static bool HasExactly(JsonElement root, IReadOnlyDictionary<string, string> arguments) =>
        root.TryGetProperty("arguments", out var judged)
        && judged.ValueKind is JsonValueKind.Object
        && judged.EnumerateObject().Count() == arguments.Count
        && judged.EnumerateObject().All(argument => arguments.TryGetValue(argument.Name, out var asked) && argument.Value.ValueKind is JsonValueKind.String && argument.Value.GetString() == asked);
}
