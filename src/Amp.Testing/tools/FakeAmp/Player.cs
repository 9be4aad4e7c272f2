namespace Amp.Testing.Player;

/// <summary>Plays a script to its end: probes, the conversation and its turns, and what becomes of the process.</summary>
internal sealed class Player(Stage stage, Signals signals)
{
    private const string TerminalReset = "\e[=0u\e[<u\e[?25h";

    private readonly Turns _turns = new(stage);

    /// <summary>Plays, and returns the exit code.</summary>
    public int Play(Script root)
    {
        stage.Session.Id = stage.CommandLine.ThreadId ?? root.ThreadId ?? stage.Session.Id;

        try
        {
            var script = root.For(stage.CommandLine, () => _turns.First(root));

            // A route may answer probes in its own way, such as not at all.
            if (script == root && AnswerProbe(root))
            {
                return 0;
            }

            stage.Session.Id = stage.CommandLine.ThreadId ?? script.ThreadId ?? stage.Session.Id;
            var steps = new Steps(stage, signals, _turns);

            while (true)
            {
                if (steps.Play(script.Steps, script) is { } exitCode)
                {
                    return exitCode;
                }

                // The turn is over and there is another prompt, which may have a script of its own.
                script = root.For(stage.CommandLine, () => stage.Session.Prompt);
            }
        }
        catch (EndOfRunException end)
        {
            return end.ExitCode;
        }
        catch (IOException)
        {
            // The reader has gone.
            stage.Output.WriteError($"Error: Unexpected error inside Amp CLI.\n{TerminalReset}");
            return 1;
        }
    }

    private bool AnswerProbe(Script script)
    {
        if (stage.CommandLine.AsksForVersion)
        {
            stage.Output.WriteLine(script.Version);
            return true;
        }

        if (stage.CommandLine.AsksForHelp)
        {
            stage.Output.WriteLine(script.Help);
            stage.Output.WriteError(TerminalReset);
            return true;
        }

        return false;
    }
}
