using Amp.Testing;

namespace Quickstart;

/// <summary>What the scripted CLI does when there is no real one.</summary>
internal static class ScriptedAmp
{
    public static AmpScript Script { get; } = AmpScript.New
        .Starts()
        .Waits(TimeSpan.FromMilliseconds(400))
        .UsesTool("Bash", """{"cmd":"ls"}""", "README.md\nsamples\nsrc\ntests\n")
        .Waits(TimeSpan.FromMilliseconds(400))
        .UsesTool("Read", """{"path":"README.md"}""", "1: # Amp SDK for .NET", exitCode: null)
        .Waits(TimeSpan.FromMilliseconds(400))
        .Says("This is the Amp SDK for .NET: it runs the Amp coding agent from C# and streams what it does as typed messages.")
        .ThenSucceeds();
}
