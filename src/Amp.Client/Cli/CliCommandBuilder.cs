namespace Amp.Client.Cli;

/// <summary>Turns a request into the command line and the standard input of the CLI.</summary>
internal static class CliCommandBuilder
{
    /// <param name="request">What to run.</param>
    /// <param name="settingsFile">The settings file made for this run, which replaces the user's.</param>
    public static CliCommand Build(AmpRequest request, string? settingsFile = null)
    {
        var input = PromptInput.For(request.Prompt.Text);
        List<string> arguments = [];
        if (request.Thread is { } thread)
        {
            arguments.AddRange(["threads", "continue", thread.Value]);
        }

        arguments.AddRange(["--execute", "--stream-json"]);
        if (input.IsJson)
        {
            arguments.Add("--stream-json-input");
        }

        if (request.Options.DangerouslyAllowAll)
        {
            arguments.Add("--dangerously-allow-all");
        }

        if (request.Options.Mode is { } mode)
        {
            // With an equals sign, so that no value can be taken for a flag.
            arguments.Add($"--mode={mode}");
        }

        if (settingsFile is not null)
        {
            arguments.Add($"--settings-file={settingsFile}");
        }

        arguments.AddRange(request.Options.ExtraArguments);
        return new(arguments, input.Utf8);
    }
}
