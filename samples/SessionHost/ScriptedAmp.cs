using Amp.Testing;

namespace SessionHost;

/// <summary>What the scripted CLI does when there is no real one.</summary>
internal static class ScriptedAmp
{
    public static AmpScript Script { get; } = AmpScript.New
        .Starts()
        .Waits(TimeSpan.FromMilliseconds(300))
        .UsesTool("Bash", """{"cmd":"ls"}""", "README.md\n")
        .Says("You said '${prompt}' in ${session_id}. This answer comes from the scripted CLI of Amp.Testing.")
        .ThenSucceeds();
}
