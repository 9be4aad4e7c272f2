namespace Amp.Client.Cli;

/// <summary>Turns the options of a run into arguments, and what cannot be an argument into files and environment variables.</summary>
internal static class OptionArguments
{
    private const string AllowAll = "--dangerously-allow-all";
    private const string Archive = "--archive";
    private const string KeepUnarchived = "--no-archive-after-execute";

    public static void Add(ArgumentList arguments, AmpRunOptions options, string directory, out IReadOnlyList<RunFile> files, out IReadOnlyDictionary<string, string> environment)
    {
        AddPermission(arguments, options);
        AddModel(arguments, options);
        AddThread(arguments, options.Thread);
        if (options.Thinking)
        {
            arguments.Add("--stream-json-thinking");
        }

        if (options.SettingsFile is { } settings)
        {
            arguments.AddValue("--settings-file", Path.GetFullPath(settings, directory));
        }

        files = AddMcp(arguments, options.McpConfig, directory);
        var variables = new Dictionary<string, string>();
        AddLogging(arguments, options.Logging, directory, variables);
        AddToolbox(arguments, options.Toolbox, directory, variables);
        environment = variables;
    }

    private static void AddPermission(ArgumentList arguments, AmpRunOptions options)
    {
        if (options.DangerouslyAllowAll)
        {
            arguments.Add(arguments.Cli.RunFlags is AmpRunFlags.PrintStreamJson && !arguments.Offers(AllowAll) ? "--dangerously-skip-permissions" : AllowAll);
        }
    }

    private static void AddModel(ArgumentList arguments, AmpRunOptions options)
    {
        var cli = arguments.Cli;
        if (options.Mode is { } mode)
        {
            if (cli.IsKnown && !cli.CanStream(mode))
            {
                throw AmpCapabilityException.For($"--mode={mode} with a stream", Names(cli.StreamingModes), cli, "It cannot be combined with --stream-json, on which a run depends.");
            }

            arguments.AddValue("--mode", mode.Name);
        }

        if (options.Model is { } model)
        {
            arguments.AddValue(
                arguments.Offers("--model") || !arguments.Offers("--try-model") ? "--model" : "--try-model",
                model,
                Names(cli.StreamingModes),
                $"The CLI chooses the model by its mode: set {nameof(AmpRunOptions)}.{nameof(AmpRunOptions.Mode)} instead.");
        }

        AddFeatures(arguments, [.. options.Features.Distinct(StringComparer.Ordinal)]);
    }

    // 0.0.1790142911 sends the last --features to its service, and none of the others; --fast it adds to that.
    private static void AddFeatures(ArgumentList arguments, List<string> features)
    {
        if (features.Count > 1 && arguments.Cli.Supports("--fast") && features.Remove("fast"))
        {
            arguments.Add("--fast");
        }

        if (features.Count > 1 && arguments.Cli.FindFlag("--features") is { } flag)
        {
            throw AmpCapabilityException.For(string.Join(' ', features.Select(static feature => $"--features={feature}")), flag.AllowedValues, arguments.Cli, "Of several features only the last would count; just \"fast\" goes with another.");
        }

        foreach (var feature in features)
        {
            arguments.AddValue("--features", feature);
        }
    }

    private static string[] Names(IEnumerable<AmpMode> modes) => [.. modes.Select(static mode => mode.Name)];

    private static void AddThread(ArgumentList arguments, AmpThreadSettings thread)
    {
        if (thread.Visibility is { } visibility)
        {
            arguments.AddValue("--visibility", visibility.Name);
        }

        foreach (var label in thread.Labels)
        {
            arguments.AddValue("--label", label);
        }

        if (thread.Title is { } title)
        {
            arguments.AddValue("--title", title);
        }

        // A CLI that has one of the two flags does by itself what the other would say.
        if (thread.ArchiveAfterExecute is true && (arguments.Offers(Archive) || !arguments.Offers(KeepUnarchived)))
        {
            arguments.Add(Archive);
        }
        else if (thread.ArchiveAfterExecute is false && arguments.Cli.Supports(KeepUnarchived))
        {
            arguments.Add(KeepUnarchived);
        }
    }

    // By the environment, because --log-file=x and --log-level=x are taken and passed over by every version that was tried, 0.0.1767830505 to
    // 0.0.1790142911. Only "--log-file x" counts there.
    private static void AddLogging(ArgumentList arguments, AmpCliLogging logging, string directory, Dictionary<string, string> environment)
    {
        if (logging.Level is { } level)
        {
            Add("AMP_LOG_LEVEL", "--log-level", level.ToString().ToLowerInvariant());
        }

        if (logging.File is { } file)
        {
            Add("AMP_LOG_FILE", "--log-file", Path.GetFullPath(file, directory));
        }

        void Add(string variable, string flag, string value)
        {
            if (!arguments.Cli.IsKnown || arguments.Cli.EnvironmentVariables.Contains(variable))
            {
                environment[variable] = value;
            }
            else
            {
                arguments.AddValue(flag, value);
            }
        }
    }

    private static RunFile[] AddMcp(ArgumentList arguments, string? config, string directory)
    {
        if (config is null)
        {
            return [];
        }

        if (!McpConfigText.IsJson(config))
        {
            arguments.AddValue("--mcp-config", Path.GetFullPath(config, directory));
            return [];
        }

        // Its env and headers hold keys, and every user of the machine can read the arguments of a process.
        var file = RunFile.Holding(config, "mcp.json", directory);
        arguments.AddValue("--mcp-config", file.Path);
        return [file];
    }

    private static void AddToolbox(ArgumentList arguments, IReadOnlyList<string> folders, string directory, Dictionary<string, string> environment)
    {
        if (folders.Count == 0)
        {
            return;
        }

        var value = string.Join(Path.PathSeparator, folders.Select(folder => Path.GetFullPath(folder, directory)));
        var cli = arguments.Cli;
        if (cli.Supports("--toolbox"))
        {
            arguments.AddValue("--toolbox", value);
        }
        else if (!cli.IsKnown || cli.HasSetting("amp.toolbox.path") || cli.HasCommand("tools make"))
        {
            environment["AMP_TOOLBOX"] = value;
        }
        else
        {
            throw AmpCapabilityException.For("AMP_TOOLBOX", cli.Supports("--mcp-config") ? ["--mcp-config"] : [], cli, "It has no toolbox any more: offer the tools by an MCP server.");
        }
    }
}
