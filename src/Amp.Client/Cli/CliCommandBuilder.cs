namespace Amp.Client.Cli;

/// <summary>Turns a request into the command line, the standard input and the environment of one CLI.</summary>
/// <remarks>The prompt always goes by standard input: among the arguments every user of the machine could read it, and a dash at its start would make it a flag.</remarks>
internal static class CliCommandBuilder
{
    /// <param name="request">What to run.</param>
    /// <param name="cli">What the CLI offers.</param>
    /// <param name="directory">The full path of the run's working directory, where relative paths start.</param>
    /// <param name="asJson">Whether the prompt goes as a JSON line in any case, so that the arguments are those of a process that waits for a prompt.</param>
    /// <exception cref="AmpCapabilityException">The CLI does not offer something that the request asks for.</exception>
    public static CliCommand Build(AmpRequest request, AmpCliCapabilities cli, string directory, bool asJson = false)
    {
        var arguments = new ArgumentList(cli);
        var input = request.KeepsInputOpen ? new(IsJson: true, default) : PromptInput.For(request.Prompt.Text, asJson);
        AddRun(arguments, request.Thread, input.IsJson);
        OptionArguments.Add(arguments, request.Options, directory, out var files, out var environment);
        arguments.AddRaw([.. request.Options.ExtraArguments]);
        return new(arguments.Arguments, input.Utf8) { Files = files, Environment = environment };
    }

    private static void AddRun(ArgumentList arguments, AmpThreadId? thread, bool isJsonInput)
    {
        switch (arguments.Cli.RunFlags)
        {
            case AmpRunFlags.ExecuteStreamJson:
                if (thread is { } continued)
                {
                    RequireCommand(arguments.Cli, "threads continue");
                    arguments.AddRaw("threads", "continue", continued.Value);
                }

                arguments.AddRaw("--execute", "--stream-json");
                break;
            case AmpRunFlags.PrintStreamJson:
                if (thread is { } resumed)
                {
                    arguments.AddValue("--continue", resumed.Value);
                }

                arguments.AddRaw("--print", "--output-format=stream-json");
                break;
            default:
                throw AmpCapabilityException.For("--stream-json", [.. arguments.Cli.Flags.Select(static flag => flag.Name)], arguments.Cli, "It cannot run a prompt and stream what happens.");
        }

        if (isJsonInput)
        {
            arguments.Add("--stream-json-input", because: "The prompt is empty, ends in white space, or holds characters that plain text on standard input does not carry exactly.");
        }
    }

    public static void RequireCommand(AmpCliCapabilities cli, string command)
    {
        if (cli.IsKnown && !cli.HasCommand(command))
        {
            var parent = command.Split(' ')[0];
            string[] siblings = [.. cli.Commands.Where(name => parent != command && name.StartsWith(parent + " ", StringComparison.Ordinal))];
            throw AmpCapabilityException.For($"amp {command}", siblings.Length > 0 ? siblings : [.. cli.Commands.Where(static name => !name.Contains(' ', StringComparison.Ordinal))], cli);
        }
    }
}
