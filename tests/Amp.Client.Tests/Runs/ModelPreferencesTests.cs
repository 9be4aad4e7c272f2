using Amp.Client.Tests.Cli.Capabilities;

namespace Amp.Client.Tests.Runs;

/// <summary>From a preference to a mode or a model.</summary>
public sealed class ModelPreferencesTests
{
    private static readonly AmpCliCapabilities March = RecordedHelp.Of(RecordedHelp.March27);
    private static readonly AmpCliCapabilities Older = AmpCliCapabilities.Parse("0.1", RecordedHelp.Older);
    private static readonly AmpModelPreferences Preferences = new() { Default = "smart", Coding = "deep" };

    [Fact]
    public void A_purpose_without_a_preference_takes_the_default()
    {
        Assert.Equal("deep", Preferences.For(AmpModelPurpose.Coding));
        Assert.Equal("smart", Preferences.For(AmpModelPurpose.Analysis));
        Assert.Null(new AmpModelPreferences().For(AmpModelPurpose.Coding));
    }

    [Fact]
    public void A_word_that_the_CLI_lists_is_a_mode_and_another_a_model_where_there_are_models()
    {
        Assert.Equal(AmpMode.Deep, Preferences.ApplyTo(new(), AmpModelPurpose.Coding, March).Mode);
        Assert.Equal("deep", Preferences.ApplyTo(new(), AmpModelPurpose.Coding, Older).Model);
        Assert.Equal("odd", new AmpModelPreferences { Default = "odd" }.ApplyTo(new(), AmpModelPurpose.Default, March).Mode?.Name);
    }

    [Fact]
    public void What_a_run_says_itself_stays()
    {
        Assert.Equal(AmpMode.Rush, Preferences.ApplyTo(new() { Mode = AmpMode.Rush }, AmpModelPurpose.Coding, March).Mode);
        Assert.Null(Preferences.ApplyTo(new() { Model = "m" }, AmpModelPurpose.Coding, March).Mode);
        Assert.Null(new AmpModelPreferences().ApplyTo(new(), AmpModelPurpose.Coding, March).Mode);
    }
}
