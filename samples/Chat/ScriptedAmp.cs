using Amp.Testing;

namespace Chat;

/// <summary>What the scripted CLI does when there is no real one.</summary>
internal static class ScriptedAmp
{
    public static AmpScript Script { get; } = AmpScript.New
        .Starts()
        .Waits(TimeSpan.FromMilliseconds(300))
        .Says("You said: ${prompt}")
        .ThenSucceeds()
        .ForPrompt("files", AmpScript.New
            .UsesTool("Bash", """{"cmd":"ls"}""", "README.md\nsamples\nsrc\ntests\n")
            .Waits(TimeSpan.FromMilliseconds(300))
            .Says("There are four: a README, and the folders samples, src and tests.")
            .ThenSucceeds());
}
