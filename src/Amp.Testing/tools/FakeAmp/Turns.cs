namespace Amp.Testing.Player;

/// <summary>The prompts of a run: one in all, or with <c>--stream-json-input</c> one a line until the input ends.</summary>
internal sealed class Turns(Stage stage)
{
    private bool _hasFirst;

    /// <summary>Gives the first prompt; waits for it where it comes by standard input.</summary>
    /// <param name="script">Has the init line, which a CLI that takes JSON lines prints before it has any.</param>
    public Prompt First(Script script)
    {
        if (_hasFirst)
        {
            return stage.Session.Prompt;
        }

        _hasFirst = true;

        if (stage.CommandLine.HasJsonInput)
        {
            Open(script);

            if (!TryTakeNext())
            {
                // Measured on every version of the CLI: input that ends before any message leaves it waiting for ever.
                Thread.Sleep(Timeout.Infinite);
            }

            return stage.Session.Prompt;
        }

        stage.Session.Prompt = Prompt.FromText(stage.CommandLine.Prompt, stage.Input.WaitForAll()) ?? throw NoPrompt();
        stage.Session.Inputs = 1;
        return stage.Session.Prompt;
    }

    /// <summary>Prints the init line, once.</summary>
    public void Open(Script script)
    {
        if (!stage.Session.IsOpen)
        {
            stage.Output.WriteLine(stage.Session.Fill(script.InitLine));
            stage.Session.IsOpen = true;
        }
    }

    /// <summary>Waits for the next prompt of a conversation; false when the input has ended, or a run has one prompt only.</summary>
    public bool TryTakeNext()
    {
        if (!stage.CommandLine.HasJsonInput)
        {
            return false;
        }

        while (stage.Input.NextLine() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            stage.Session.Prompt = Prompt.FromJson(line, stage.Input.LinesTaken, out var error) ?? throw Refuse(error!);
            stage.Session.Inputs++;
            return true;
        }

        return false;
    }

    private EndOfRunException NoPrompt()
    {
        stage.Output.WriteError("Error: User message must be provided through stdin or as argument when using execute mode\n\n");
        return new EndOfRunException(1);
    }

    private EndOfRunException Refuse(string error)
    {
        stage.Output.WriteLine(stage.Session.Fill(ResultLine.Failure(error)));
        stage.Session.HasResult = true;
        return new EndOfRunException(0);
    }
}
