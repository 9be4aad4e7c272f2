namespace Amp.Client.Cli;

/// <summary>Turns a request into the command line and the standard input of the CLI.</summary>
internal static class CliCommandBuilder
{
    public static CliCommand Build(AmpRequest request)
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

        arguments.AddRange(request.Options.ExtraArguments);
        return new(arguments, input.Utf8);
    }
}
