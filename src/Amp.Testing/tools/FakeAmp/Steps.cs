using System.Text.Json;

namespace Amp.Testing.Player;

/// <summary>Does one step after the other.</summary>
internal sealed class Steps(Stage stage, Signals signals, Turns turns)
{
    private const int FloodChunk = 8 * 1024;

    /// <summary>Plays the steps.</summary>
    /// <returns>The exit code; null when a turn is over and the next prompt is there.</returns>
    public int? Play(JsonElement steps, Script script)
    {
        foreach (var step in steps.EnumerateArray())
        {
            if (step.GetProperty("do").GetString() is "finish" && !Finish(step))
            {
                return null;
            }

            Do(step, script);
        }

        return 0;
    }

    // The real CLI prints one result per process: in a conversation, only when the input has ended.
    private bool Finish(JsonElement step)
    {
        if (turns.TryTakeNext())
        {
            return false;
        }

        Result(step);
        return true;
    }

    private void Do(JsonElement step, Script script)
    {
        switch (step.GetProperty("do").GetString())
        {
            case "finish":
                break;
            case "open":
                turns.Open(script);
                turns.First(script);
                stage.Output.WriteLine(stage.Session.Fill(script.UserLine));
                break;
            case "fail":
                Result(step);
                break;
            case "emit":
                Emit(step);
                break;
            case "permit":
                Permit(step);
                break;
            case "print":
                stage.Output.Write(System.Text.Encoding.UTF8.GetBytes(stage.Session.Fill(Text(step))));
                break;
            case "bytes":
                EmitTorn(step);
                break;
            case "stderr":
                stage.Output.WriteError(stage.Session.Fill(Text(step)));
                break;
            case "flood":
                Flood(step);
                break;
            case "close-stdout":
                Native.CloseStandardOutput();
                break;
            case "echo":
                stage.Output.WriteLine(Echo.Line(stage));
                break;
            case "file":
                File.WriteAllText(stage.Session.Fill(step.GetProperty("path").GetString()!), stage.Session.Fill(Text(step)));
                break;
            case "wait":
                Thread.Sleep(TimeSpan.FromMilliseconds(step.GetProperty("ms").GetDouble()));
                break;
            case "await-line":
                stage.Input.NextLine();
                break;
            case "await-end":
                stage.Input.WaitForAll();
                break;
            case "signals":
                signals.Mode = step.GetProperty("mode").GetString()!;
                break;
            case "spawn":
                stage.Session.LastChild = stage.Children.Spawn(step);
                break;
            case "repeat":
                Repeat(step, script);
                break;
            case "replay":
                Replay(step);
                break;
            case "hang":
                Thread.Sleep(Timeout.Infinite);
                break;
            case "exit":
                throw new EndOfRunException(step.GetProperty("code").GetInt32());
            case "crash":
                Native.Die(step.GetProperty("signal").GetInt32());
                break;
            case var unknown:
                throw new InvalidOperationException($"FakeAmp has no step '{unknown}': Amp.Testing and FakeAmp are of different versions.");
        }
    }

    private static string Text(JsonElement step) => step.GetProperty("text").GetString()!;

    private void Result(JsonElement step)
    {
        stage.Output.WriteLine(stage.Session.Fill(step.GetProperty("line").GetString()!));
        stage.Session.HasResult = true;
    }

    private void Permit(JsonElement step)
    {
        var verdict = new Permissions(stage.CommandLine, stage.Session)
            .Judge(step.GetProperty("tool").GetString()!, stage.Session.Fill(step.GetProperty("id").GetString()!), stage.Session.Fill(step.GetProperty("input").GetString()!));
        var line = verdict switch { Permissions.Verdict.Allowed => "allowed", Permissions.Verdict.Rejected => "rejected", _ => "asked" };
        stage.Output.WriteLine(stage.Session.Fill(step.GetProperty(line).GetString()!));
        if (verdict is Permissions.Verdict.Asked)
        {
            stage.Session.HasResult = true;
            throw new EndOfRunException(0);
        }
    }

    private void Emit(JsonElement step)
    {
        if (step.TryGetProperty("says", out var says))
        {
            stage.Session.LastText = stage.Session.Fill(says.GetString()!);
        }

        if (step.TryGetProperty("isTurn", out var isTurn) && isTurn.GetBoolean())
        {
            stage.Session.Turns++;
        }

        var name = stage.CommandLine.WantsThinking && step.TryGetProperty("lineWithThinking", out _) ? "lineWithThinking" : "line";
        stage.Output.WriteLine(stage.Session.Fill(step.GetProperty(name).GetString()!));
    }

    private void EmitTorn(JsonElement step)
    {
        var bytes = step.GetProperty("base64").GetBytesFromBase64();
        var pause = TimeSpan.FromMilliseconds(step.GetProperty("pauseMs").GetDouble());
        var position = 0;

        foreach (var tear in step.GetProperty("at").EnumerateArray())
        {
            stage.Output.Write(bytes.AsSpan(position..tear.GetInt32()));
            position = tear.GetInt32();
            // Without a pause the kernel would hand two writes to one read.
            Thread.Sleep(pause);
        }

        stage.Output.Write(bytes.AsSpan(position));
    }

    private void Flood(JsonElement step)
    {
        var lineLength = step.GetProperty("lineLength").GetInt32();
        var chunk = new byte[FloodChunk];
        chunk.AsSpan().Fill((byte)'x');
        for (var i = lineLength - 1; lineLength > 0 && i < chunk.Length; i += lineLength)
        {
            chunk[i] = (byte)'\n';
        }

        // A whole number of lines, so that the next chunk begins with one.
        var size = lineLength > 0 && lineLength <= FloodChunk ? FloodChunk / lineLength * lineLength : FloodChunk;

        for (var left = step.GetProperty("bytes").GetInt64(); left > 0; left -= size)
        {
            var part = chunk.AsSpan(0, (int)Math.Min(size, left));
            if (step.GetProperty("toError").GetBoolean())
            {
                stage.Output.WriteError(part);
            }
            else
            {
                stage.Output.Write(part);
            }
        }
    }

    private void Repeat(JsonElement step, Script script)
    {
        for (var times = step.GetProperty("times").GetInt32(); times > 0; times--)
        {
            foreach (var inner in step.GetProperty("steps").EnumerateArray())
            {
                Do(inner, script);
            }
        }
    }

    private void Replay(JsonElement step)
    {
        var recording = new Recording(step);
        stage.Session.Id = recording.SessionId ?? stage.Session.Id;
        stage.Session.IsOpen = recording.SessionId is not null;
        recording.Play(stage.Output);
        stage.Session.HasResult = true;
    }
}
