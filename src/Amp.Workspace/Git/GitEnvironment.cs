using System.Collections;

namespace Amp.Workspace.Git;

/// <summary>The environment that git runs in: the user's own, without what would point it at another repository, another index or another language.</summary>
internal static class GitEnvironment
{
    // How git reaches the world and whom it writes down as author is the user's; which repository, index and object folder it works on is ours.
    private static readonly string[] Kept =
    [
        "GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT", "GIT_ASKPASS", "GIT_EXEC_PATH", "GIT_TEMPLATE_DIR", "GIT_ALLOW_PROTOCOL", "GIT_PROTOCOL_FROM_USER",
        "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_COUNT",
        "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_TRACE2", "GIT_TRACE2_EVENT", "GIT_TRACE2_PERF",
    ];

    private static readonly string[] KeptBeginnings = ["GIT_SSL_", "GIT_HTTP_", "GIT_PROXY_", "GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_"];

    /// <summary>What this process has, cleaned.</summary>
    public static Dictionary<string, string> Create(GitCall call) =>
        Clean(Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => new KeyValuePair<string, string>((string)variable.Key, (string?)variable.Value ?? "")), call);

    public static Dictionary<string, string> Clean(IEnumerable<KeyValuePair<string, string>> inherited, GitCall call)
    {
        var environment = new Dictionary<string, string>(inherited.Where(variable => IsKept(variable.Key)), OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        environment["LC_ALL"] = "C";
        environment["GIT_TERMINAL_PROMPT"] = "0";
        environment["GIT_PAGER"] = "cat";
        environment["GIT_EDITOR"] = environment["GIT_SEQUENCE_EDITOR"] = ":";
        environment["GIT_MERGE_AUTOEDIT"] = "no";
        environment["GCM_INTERACTIVE"] = "never";
        environment.TryAdd("SSH_ASKPASS_REQUIRE", "never");
        // Set and empty: git then asks neither core.askPass nor SSH_ASKPASS, which open windows.
        environment.TryAdd("GIT_ASKPASS", "");
        if (call.HasLiteralPaths)
        {
            environment["GIT_LITERAL_PATHSPECS"] = "1";
        }

        foreach (var (name, value) in call.Environment)
        {
            environment[name] = value;
        }

        return environment;
    }

    private static bool IsKept(string name) =>
        name is not "LANGUAGE"
        && (!name.StartsWith("GIT_", StringComparison.OrdinalIgnoreCase)
            || Kept.Contains(name, StringComparer.OrdinalIgnoreCase)
            || KeptBeginnings.Any(beginning => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)));
}
