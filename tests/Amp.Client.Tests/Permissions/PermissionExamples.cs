using Amp.Streaming;
using Amp.Testing;

namespace Amp.Client.Tests.Permissions;

/// <summary>The examples of docs/permissions.md.</summary>
public sealed class PermissionExamples
{
    [Fact]
    public void Rules_are_built_written_and_tried()
    {
        var rules = AmpPermissionRules.Empty
            .Allow("Read")
            .Reject("Bash", "Pushing is for people.").When("cmd", "*git*push*")
            .Allow("Bash").When("cmd", @"/(?<![\s\S])git (status|log|diff)\b[^\n;&|<>$`]*(?![\s\S])/")
            .Ask("Bash");

        var evaluation = rules.Evaluate("Bash", RawJson.Parse("""{"cmd":"git push origin main"}"""));
        Console.WriteLine($"{evaluation.Action}, by rule {evaluation.Index}");   // Reject, by rule 1

        var again = AmpPermissionRules.FromJson(rules.ToJson());
        var text = again.ToText();   // as `amp permissions list` prints them

        Assert.Equal(1, evaluation.Index);
        Assert.Equal(2, rules.Evaluate("Bash", RawJson.Parse("""{"cmd":"git log -1"}""")).Index);
        Assert.Equal(3, rules.Evaluate("Bash", RawJson.Parse("""{"cmd":"rm -rf /\ngit log"}""")).Index);
        Assert.Equal(rules.ToJson(), AmpPermissionRules.FromText(text).ToJson());
    }

    [Fact(Timeout = 60_000)]
    public async Task The_application_is_asked()
    {
        await using var fake = FakeAmp.Playing(AmpScript.New.UsesToolIfPermitted("Bash", """{"cmd":"rm x"}""", "").Says("Done.").ThenSucceeds());
        await using var amp = new AmpClient(new() { CliPath = fake.Path });

        var session = new AmpPermissionSession();   // remembers from one run to the next
        var options = new AmpRunOptions
        {
            OnPermission = async (request, cancellationToken) =>
            {
                var answer = await AskSomebodyAsync($"{request.Tool} {request.Input}", cancellationToken);
                return answer switch
                {
                    "yes" => AmpPermissionDecision.Allow(),
                    "always" => AmpPermissionDecision.Allow().ForSession(),
                    _ => AmpPermissionDecision.Reject(answer),
                };
            },
            Permissions = new() { Session = session, Timeout = TimeSpan.FromMinutes(2) },
        };
        var result = await amp.RunIterationAsync("Tidy up.", options);

        Assert.Equal("Not that one.", Assert.Single(result.ToolCalls).Content);
    }

    private static Task<string> AskSomebodyAsync(string question, CancellationToken cancellationToken) =>
        Task.FromResult(question.Contains("rm", StringComparison.Ordinal) && !cancellationToken.IsCancellationRequested ? "Not that one." : "yes");
}
