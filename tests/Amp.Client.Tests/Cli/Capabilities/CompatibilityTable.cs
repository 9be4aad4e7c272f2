using System.Globalization;
using System.Text;

namespace Amp.Client.Tests.Cli.Capabilities;

/// <summary>The page that shows what each version offers, made from what each version printed.</summary>
internal static class CompatibilityTable
{
    private static readonly (string Option, string[] Flags)[] Flags =
    [
        ("every run", ["--execute", "--stream-json"]),
        ("prompts that plain text cannot carry", ["--stream-json-input"]),
        ("`Mode`", ["--mode"]),
        ("`Model`", ["--model", "--try-model"]),
        ("`Features`", ["--features"]),
        ("`Thinking`", ["--stream-json-thinking"]),
        ("`Thread.Visibility`", ["--visibility"]),
        ("`Thread.Labels`", ["--label"]),
        ("`Thread.Title`", ["--title"]),
        ("`Thread.ArchiveAfterExecute`", ["--archive", "--no-archive-after-execute"]),
        ("`DangerouslyAllowAll`", ["--dangerously-allow-all"]),
        ("`McpConfig`", ["--mcp-config"]),
        ("`SettingsFile`", ["--settings-file"]),
    ];

    private static readonly (string Use, string Command)[] Commands =
    [
        ("`ContinueThreadAsync`", "threads continue"),
        ("`ListToolsAsync`", "tools list"),
        ("`ShowToolAsync`", "tools show"),
        ("`UseToolAsync`", "tools use"),
        ("`ListSkillsAsync`", "skill list"),
        ("`ListMcpServersAsync`", "mcp list"),
        ("`DoctorMcpAsync`", "mcp doctor"),
        ("`ListPermissionsAsync`", "permissions list"),
        ("`TestPermissionAsync`", "permissions test"),
        ("`GetUsageAsync`", "usage"),
        ("", "threads new"),
        ("", "threads list"),
        ("", "threads search"),
        ("", "threads markdown"),
        ("", "threads export"),
        ("", "threads rename"),
        ("", "threads archive"),
        ("", "threads delete"),
        ("", "threads share"),
        ("", "threads label"),
        ("", "threads usage"),
        ("", "threads visibility"),
        ("", "login"),
        ("", "update"),
    ];

    public static string Render()
    {
        var clis = RecordedHelp.Versions.Select(RecordedHelp.Of).ToList();
        var page = new StringBuilder();
        page.Append(
            """
            # What each CLI offers

            The client asks the CLI for its `--version` and `--help` once and goes by the answer: what a CLI does not offer ends in an
            `AmpCapabilityException` before a prompt is sent. This page is made from recorded answers by a test
            (`AMP_ACCEPT_API=1 dotnet test tests/Amp.Client.Tests --filter Compatibility`); do not edit it.

            **x** in the help · **(x)** not in the help, but accepted · blank: refused with an `AmpCapabilityException`


            """);

        page.Append("| version | released |\n|---|---|\n");
        foreach (var cli in clis)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{cli.Version}` | {cli.ReleasedAt:yyyy-MM-dd} |\n");
        }

        Head(page, "Options of a run", "option", "flag", clis);
        foreach (var (option, flags) in Flags)
        {
            foreach (var flag in flags)
            {
                Row(page, option, flag, clis, cli => cli.FindFlag(flag) is { } found ? found.IsHidden ? "(x)" : "x" : "");
            }
        }

        Row(page, "`Logging`", "AMP_LOG_FILE", clis, cli => cli.EnvironmentVariables.Contains("AMP_LOG_FILE") ? "x" : "");
        Row(page, "`Toolbox`", "AMP_TOOLBOX", clis, cli => cli.HasSetting("amp.toolbox.path") ? "x" : "");

        Head(page, "Modes", "", "mode", clis);
        foreach (var mode in clis.SelectMany(cli => cli.Modes).Distinct().OrderBy(mode => mode.Name, StringComparer.Ordinal))
        {
            Row(page, "", mode.Name, clis, cli => !cli.Modes.Contains(mode) ? "" : cli.CanStream(mode) ? "streams" : "no stream");
        }

        Row(page, "", "modes of plugins", clis, cli => cli.FindFlag("--mode") is { AllowsOtherValues: true } ? "streams" : "");
        page.Append("\nA mode that does not stream is refused: `large` is not in the help before 0.0.1774569934, but accepted.\n");

        Head(page, "Visibilities", "", "visibility", clis);
        foreach (var visibility in clis.SelectMany(cli => cli.FindFlag("--visibility")!.AllowedValues).Distinct().Order(StringComparer.Ordinal))
        {
            Row(page, "", visibility, clis, cli => !cli.FindFlag("--visibility")!.Allows(visibility) ? "" : cli.FindFlag("--visibility")!.Description.Contains(visibility, StringComparison.Ordinal) ? "x" : "(x)");
        }

        page.Append("\n`group` and, in the newest, `workspace` are refused by the CLI itself for users who have none.\n");

        Head(page, "Commands", "method", "command", clis);
        foreach (var (use, command) in Commands)
        {
            Row(page, use, command, clis, cli => cli.HasCommand(command) ? "x" : "");
        }

        return page.Append(
            """

            ## What the help does not say

            - `--log-file=x` and `--log-level=x` are taken and passed over; `AMP_LOG_FILE` and `AMP_LOG_LEVEL` count (0.0.1767830505, 0.0.1776788459, 0.0.1790142911).
            - `permissions test Bash --cmd=x`, and any value that begins with `--`, is passed over, and a call without arguments is judged. The client puts the call behind `--`, as two words, and believes an answer only if it repeats the call.
            - Of several `--features` 0.0.1790142911 sends the last one only, and adds `--fast` to it. The client refuses what would be lost.
            - `mcp list` of 0.0.1790142911 asks the Amp service, and fails without it.
            - A delegate program that does not read its input can end `permissions test` without an answer, exit code 0 or 1.
            - An older family (`--print --output-format stream-json`, `--continue ID`, `--dangerously-skip-permissions`, `--model`, `--toolbox`) is known from documents only. It is given the prompt by standard input; a prompt that plain text cannot carry exactly is refused.

            """).ToString();
    }

    private static void Head(StringBuilder page, string title, string first, string second, List<AmpCliCapabilities> clis)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n| {first} | {second} |");
        foreach (var cli in clis)
        {
            page.Append(CultureInfo.InvariantCulture, $" {cli.ReleasedAt:MM-dd} |");
        }

        page.Append("\n|---|---|").Append(string.Concat(Enumerable.Repeat("---|", clis.Count))).Append('\n');
    }

    private static void Row(StringBuilder page, string first, string second, List<AmpCliCapabilities> clis, Func<AmpCliCapabilities, string> cell)
    {
        page.Append(CultureInfo.InvariantCulture, $"| {first} | `{second}` |");
        foreach (var cli in clis)
        {
            page.Append(CultureInfo.InvariantCulture, $" {cell(cli)} |");
        }

        page.Append('\n');
    }
}
