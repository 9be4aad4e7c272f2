using Amp.Client;

namespace Amp.Batch.Tests.Planning;

public sealed class CellIdTests
{
    private static readonly BatchVariant Rich = new()
    {
        Name = "rich",
        Options = new()
        {
            Mode = "rush",
            Features = ["fast", "pro"],
            Thinking = true,
            EnvironmentVariables = new Dictionary<string, string?> { ["B"] = "2", ["A"] = "1", ["MY_API_KEY"] = "of this host" },
            Settings = new AmpSettings { Permissions = [AmpPermissionRule.Allow("Bash").When("cmd", "git *")] }.With("amp.network.timeout", "60"),
        },
    };

    [Fact]
    public void An_id_never_changes_because_stored_batches_are_compared_by_it()
    {
        var plain = Assert.Single(BatchPlan.For("Fix the failing test.").WithModes("smart").ExpandCells());
        var rich = Assert.Single(BatchPlan.For("Fix\nit: ü \"€\" 🙂").WithVariants(Rich).WithBaseCommits("1A2B3C4").WithArguments("--label", "x").WithEnvironments(new BatchEnvironment("Production")).ExpandCells());

        Assert.Equal(("c-194f4d72cbe694814bde", "p-9551957d3d69", "k-0103098416d2"), (plain.Id, plain.Prompt.Id, plain.Combination.Id));
        Assert.Equal(("c-fefaca7ae2f6eab31e93", "p-9137914144e6", "k-11b05af2003e"), (rich.Id, rich.Prompt.Id, rich.Combination.Id));
    }

    [Fact]
    public void The_same_cell_has_the_same_id_whatever_it_is_called_and_whatever_is_beside_it()
    {
        var here = Assert.Single(BatchPlan.For("x").WithVariants(Rich).WithBaseCommits("ABCDEF1").ExpandCells());
        var renamed = Rich with
        {
            Name = "other",
            Options = Rich.Options with
            {
                Features = ["pro", "fast"],
                EnvironmentVariables = new Dictionary<string, string?> { ["A"] = "1", ["MY_API_KEY"] = "of another host", ["B"] = "2" },
                Logging = new() { Level = AmpCliLogLevel.Debug },
            },
        };
        var there = BatchPlan.For(new BatchPrompt("y"), new BatchPrompt("x", "named")).WithVariants(renamed).WithModes("smart").WithBaseCommits("abcdef1", null).Repeated(3).Named("another plan");

        Assert.Contains(there.ExpandCells(), cell => cell.Id == here.Id);
        Assert.Contains(BatchPlan.FromJson(there.ToJson()).ExpandCells(), cell => cell.Id == here.Id);
    }

    [Fact]
    public void Whatever_the_agent_gets_to_work_with_makes_another_cell()
    {
        var options = Rich.Options;
        BatchCombination[] all =
        [
            new() { Variant = Rich },
            new() { Variant = Rich with { Options = options with { Mode = "smart" } } },
            new() { Variant = Rich with { Options = options with { Model = "m" } } },
            new() { Variant = Rich with { Options = options with { Thinking = false } } },
            new() { Variant = Rich with { Options = options with { DangerouslyAllowAll = true } } },
            new() { Variant = Rich with { Options = options with { McpConfig = "{}" } } },
            new() { Variant = Rich with { Options = options with { Toolbox = ["t"] } } },
            new() { Variant = Rich with { Options = options with { SettingsFile = "s" } } },
            new() { Variant = Rich with { Options = options with { Timeout = TimeSpan.FromSeconds(1) } } },
            new() { Variant = Rich with { Options = options with { ExtraArguments = ["a"] } } },
            new() { Variant = Rich with { Options = options with { EnvironmentVariables = new Dictionary<string, string?> { ["A"] = null } } } },
            new() { Variant = Rich with { Options = options with { EnvironmentVariables = new Dictionary<string, string?> { ["A"] = "" } } } },
            new() { Variant = Rich with { Options = options with { Thread = new() { Labels = ["l"] } } } },
            new() { Variant = Rich with { Options = options with { Thread = new() { Visibility = AmpVisibility.Private } } } },
            new() { Variant = Rich with { Options = options with { Settings = options.Settings!.With("amp.network.timeout", "61") } } },
            new() { Variant = Rich with { Options = options with { Settings = options.Settings with { DisabledTools = ["Bash"] } } } },
            new() { Variant = Rich with { ModeOrModel = "m" } },
            new() { Variant = Rich, BaseCommit = "a" },
            new() { Variant = Rich, Arguments = new(["a b"]) },
            new() { Variant = Rich, Arguments = new(["a", "b"]) },
            new() { Variant = Rich, Environment = new("a") },
            new() { Variant = Rich, Environment = new("a") { Variables = new Dictionary<string, string?> { ["X"] = "1" } } },
        ];

        Assert.Equal(all.Length, all.Select(static combination => combination.Id).Distinct().Count());
        Assert.Equal(3, BatchPlan.For("x", "x ").Repeated(2).ExpandCells().Select(static cell => cell.Id).Distinct().Count() - 1);
    }
}
