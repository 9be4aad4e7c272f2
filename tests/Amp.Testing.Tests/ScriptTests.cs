namespace Amp.Testing.Tests;

public sealed class ScriptTests
{
    [Fact]
    public void A_script_is_a_value_that_no_further_word_changes()
    {
        var script = AmpScript.New.Says("a");
        var text = script.ToString();

        var longer = script.UsesTool("Bash", "{}", "").ThenSucceeds().ForPrompt("x", AmpScript.New).InThread("T-1").HasVersion("1");

        Assert.Equal(text, script.ToString());
        Assert.NotEqual(text, longer.ToString());
    }

    [Fact]
    public void What_cannot_be_played_is_refused_where_it_is_written()
    {
        Assert.Throws<ArgumentException>("inputJson", () => AmpScript.New.CallsTool("Bash", "{not json"));
        Assert.Throws<ArgumentException>("calls", () => AmpScript.New.CallsTools([]));
        Assert.Throws<InvalidOperationException>(() => AmpScript.New.ToolAnswers("nobody asked"));
        Assert.Throws<InvalidOperationException>(() => AmpScript.New.CallsTools([("a", "{}"), ("b", "{}")]).ToolAnswers("only one"));
        Assert.Throws<ArgumentOutOfRangeException>("exitCode", () => AmpScript.New.ExitsWith(256));
        Assert.Throws<ArgumentOutOfRangeException>("time", () => AmpScript.New.Waits(TimeSpan.FromMilliseconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>("speed", () => AmpScript.Replaying("/", speed: 0));
        Assert.Throws<ArgumentNullException>("script", () => AmpScript.New.ForPrompt("x", null!));
        Assert.Throws<ArgumentNullException>("text", () => AmpScript.New.Says(null!));
        Assert.Throws<ArgumentNullException>("script", () => FakeAmp.Playing(null!));
    }
}
