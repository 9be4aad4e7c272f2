using Amp.Testing;

namespace Amp.Samples.BatchComparison;

/// <summary>An agent that needs no key: <c>deep</c> is slow and right, <c>rush</c> is fast and forgets the second file, <c>smart</c> needs to be told exactly.</summary>
internal static class ScriptedAgent
{
    private const string Sum = "echo $(($1 + $2))\n";
    private const string Greet = "echo \"Hello, $1\"\n";

    public static AmpScript Script { get; } = AmpScript.New
        .ForCommand("rush", Begin.Waits(TimeSpan.FromMilliseconds(100)).WritesFile("sum.sh", Sum).Says("Fixed sum.sh.").ThenSucceeds())
        .ForCommand("deep", Begin.Waits(TimeSpan.FromSeconds(2)).UsesTool("Bash", """{"cmd":"sh sum.sh 2 3; sh greet.sh Ada"}""", "-1\nHello, you\n").WritesFile("sum.sh", "# Adds.\n" + Sum).WritesFile("greet.sh", "# Greets.\n" + Greet).Says("Both work, and say what they do.").ThenSucceeds())
        .ForPrompt("Ada", Begin.Waits(TimeSpan.FromMilliseconds(600)).WritesFile("sum.sh", Sum).WritesFile("greet.sh", Greet).Says("Both are fixed.").ThenSucceeds())
        .ForPrompt("broken", Begin.Waits(TimeSpan.FromMilliseconds(800)).WritesFile("sum.sh", Sum).WritesFile("greet.sh", "echo \"Hi, $1\"\n").Says("Both are fixed.").ThenSucceeds());

    private static AmpScript Begin => AmpScript.New.Starts().UsesTool("Bash", """{"cmd":"cat sum.sh greet.sh"}""", "echo $(($1 - $2))\necho \"Hello, you\"\n");
}
