using Amp.Client.Tests.Runs;
using Amp.Testing;

namespace Amp.Client.Tests.Documentation;

/// <summary>The example of docs/testing.md, run.</summary>
public sealed class TestingExampleTests
{
    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task The_example_for_testing_ones_own_code_holds()
    {
        await using var fake = FakeAmp.Playing(AmpScript.New
            .UsesTool("Bash", """{"cmd":"dotnet test"}""", output: "1 failed", exitCode: 1)
            .Says("One test fails.")
            .ThenSucceeds());
        var amp = new AmpClient(new AmpClientOptions { CliPath = fake.Path });

        var result = await amp.RunIterationAsync("Run the tests");

        Assert.Equal("One test fails.", result.Text);
        Assert.Equal(1, result.ToolCalls.Single().ExitCode);
        Assert.Equal("Run the tests", fake.Runs.Single().StandardInput);
    }
}
