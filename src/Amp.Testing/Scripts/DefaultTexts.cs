namespace Amp.Testing;

/// <summary>What the fake says about itself unless a script says otherwise: the words of CLI 0.0.1774569934, without its examples and settings.</summary>
internal static class DefaultTexts
{
    public const string Version = "0.0.1774569934-g39e3ec (released 2026-03-27T00:05:34.000Z, fake)";

    public const string Help =
        """
        Amp CLI

        Usage: amp [options] [command]

        Commands:

          version       Print the version number and exit
          logout        Log out by removing stored API key
          login         Log in to Amp
          threads       [alias: t, thread] Manage threads
            new         [alias: n] Create a new thread
            continue    [alias: c] Continue an existing thread
            list        [alias: l, ls] List all threads
            usage       Show usage information for a thread
            visibility  [alias: v] Show or set default visibility for this repository
            search      [alias: find] Search threads
            share       [alias: s] Share a thread
            rename      [alias: r] Rename a thread
            archive     Archive a thread
            delete      Delete a thread
            handoff     [alias: h] Create a handoff thread from an existing thread
            markdown    [alias: md] Render thread as markdown
          tools         [alias: tool] Tool management commands
            list        [alias: ls] List all active tools (including MCP tools)
            show        Show details about an active tool
            make        Sets up a skeleton tool in your toolbox
            use         Invoke a tool with arguments or JSON input from stdin
          review        Run a code review on uncommitted changes or a commit range
          skill         [alias: skills] Manage skills from GitHub or local sources
            add         Install skills from a source
            list        [alias: ls] List all available skills
            remove      [alias: rm] Remove an installed skill
            info        Show information about a skill
          permissions   [alias: permission] Manage permissions
            list        [alias: ls] List permissions
            test        Test permissions
            edit        Edit permissions
            add         Add permission rule
          mcp           Manage MCP servers
            add         Add an MCP server configuration
            list        List all MCP server configurations
            remove      Remove an MCP server configuration
            oauth       Manage OAuth authentication for MCP servers
              login     Register OAuth client credentials for an MCP server
              logout    Remove OAuth credentials for an MCP server
              status    Show OAuth status for an MCP server
            doctor      Check MCP server status
            approve     Approve a workspace MCP server
          usage         Show your current Amp usage and credit balance
          update        [alias: up] Update Amp CLI

        Options:

          --visibility <visibility>
              Set thread visibility (private, public, workspace, group)
          -V, --version
              Print the version number and exit
          --notifications
              Enable sound notifications (enabled by default when not in execute mode)
          --no-notifications
              Disable sound notifications (enabled by default when not in execute mode)
          --color
              Enable color output (enabled by default if stdout and stderr are sent to a TTY)
          --no-color
              Disable color output (enabled by default if stdout and stderr are sent to a TTY)
          --settings-file <value>
              Custom settings file path (overrides the default location /home/user/.config/amp/settings.json)
          --log-level <value>
              Set log level (error, warn, info, debug, audit)
          --log-file <value>
              Set log file location (overrides the default location /home/user/.cache/amp/logs/cli.log)
          --dangerously-allow-all
              Disable all command confirmation prompts (agent will execute all commands without asking)
          --jetbrains
              Enable JetBrains integration. When enabled, Amp automatically includes your open JetBrains file and text selection
              with every message.
          --no-jetbrains
              Disable JetBrains integration
          --ide
              Enable IDE connection (default). When enabled, Amp automatically includes your open IDE's file and text selection
              with every message.
          --no-ide
              Disable IDE connection
          --mcp-config <value>
              JSON configuration or file path for MCP servers to merge with existing settings
          -m, --mode <value>
              Set the agent mode (deep, free, large, rush, smart) — controls the model, system prompt, and tool selection
          -x, --execute [message]
              Use execute mode, optionally with user message. In execute mode, agent will execute provided prompt (either as
              argument, or via stdin). Only last assistant message is printed. Enabled automatically when redirecting stdout.
          --stream-json
              When used with --execute, output in Claude Code-compatible stream JSON format instead of plain text.
          --stream-json-thinking
              Include thinking blocks in stream JSON output (non-Claude Code extension). Implies --stream-json.
          --stream-json-input
              Read JSON Lines user messages from stdin. Requires both --execute and --stream-json.
          --archive
              When used with --execute, archive the thread after the command finishes.
          -l, --label <label>
              When used with --execute, add a label to the thread. Can be used multiple times.

        Environment variables:

          AMP_API_KEY                 Access token for Amp (see https://ampcode.com/settings)
          AMP_URL                     URL for the Amp service (default is https://ampcode.com/)
          AMP_LOG_LEVEL               Set log level (can also use --log-level)
          AMP_LOG_FILE                Set log file location (can also use --log-file)
          AMP_SETTINGS_FILE           Set settings file path (can also use --settings-file, default:
                                      /home/user/.config/amp/settings.json)
          AMP_WIN_PASTE_HOOK_ENABLED  Enable/disable Windows Ctrl+V clipboard hook (overrides amp.windowsPasteHook.enabled)
          AMP_WIN_PASTE_HOOK_PATH     Path override for win-paste-hook.exe (skips managed download)
        """;

    /// <summary>What a CLI prints that has no key and was never signed in; it then waits for a code for ever.</summary>
    public const string Login =
        "No API key found. Starting login flow...\nIf your browser does not open automatically, visit:\n\n"
        + "${amp_url}/auth/cli-login?authToken=${token}\n\nWhen prompted, paste your code here: ";
}
