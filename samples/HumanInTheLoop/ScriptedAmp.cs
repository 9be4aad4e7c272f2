using Amp.Testing;

namespace HumanInTheLoop;

/// <summary>What the scripted CLI does when there is no real one.</summary>
internal static class ScriptedAmp
{
    // Its tools run only where the rules of the run let them, as with the real CLI: the broker is started, and asks us.
    public static AmpScript Script { get; } = AmpScript.New
        .UsesToolIfPermitted("Read", """{"path":"README.md"}""", "1: # Amp SDK for .NET", exitCode: null)
        .UsesToolIfPermitted("Bash", """{"cmd":"git status --short"}""", " M README.md\n")
        .UsesToolIfPermitted("Bash", """{"cmd":"git push origin main"}""", "Everything up-to-date\n")
        .UsesToolIfPermitted("create_file", """{"path":"NOTES.md","content":"# Notes\n"}""", "Created.", exitCode: null)
        .Says("That is what I was allowed to do.")
        .ThenSucceeds();
}
