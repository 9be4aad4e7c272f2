using Amp.Client;

namespace Amp.Batch.Tests.Planning;

public sealed class PlanTests
{
    private static readonly AmpSettings Settings = new AmpSettings
    {
        Permissions = [AmpPermissionRule.Reject("Bash", "no").When("cmd", "a", "b"), new() { Tool = "x", Action = AmpPermissionAction.Delegate, To = "p", Context = AmpPermissionContext.Thread }],
        DisabledTools = ["d"],
        DangerouslyAllowAll = false,
    }.With("amp.x", "[1]");

    [Fact]
    public void A_plan_is_the_product_of_its_axes_and_what_was_named_besides()
    {
        var plan = BatchPlan.For("p1", "p2")
            .WithModes("smart", "rush").WithModels("m")
            .WithBaseCommits("aaaaaaa", null)
            .WithArgumentSets(BatchArguments.None, new(["--label", "x"]))
            .WithEnvironments(new BatchEnvironment("e1"), new BatchEnvironment("e2"))
            .WithCombinations(new BatchCombination { Variant = BatchVariant.ForMode("deep") })
            .Repeated(3);

        var cells = plan.ExpandCells();

        Assert.Equal(2 * ((3 * 2 * 2 * 2) + 1) * 3, cells.Count);
        Assert.Equal(cells.Count, cells.Select(static cell => cell.Id).Distinct().Count());
        // Cut short, it has run each combination about as often as the others.
        Assert.Equal(cells.Select(static cell => cell.Repetition).Order(), cells.Select(static cell => cell.Repetition));
        Assert.Equal(cells.Select(static cell => cell.Id), plan.ExpandCells().Select(static cell => cell.Id));
    }

    [Fact]
    public void What_would_be_the_same_twice_is_there_once()
    {
        var plan = BatchPlan.For("p", "p").WithModes("smart", "smart").WithCombinations(new BatchCombination { Variant = BatchVariant.ForMode("smart") });

        Assert.Single(plan.ExpandCells());
    }

    [Fact]
    public void Without_axes_there_is_one_combination_and_with_named_ones_only_those()
    {
        Assert.Equal("default", Assert.Single(BatchPlan.For("p").ExpandCells()).Combination.Name);
        Assert.Equal("rush", Assert.Single(BatchPlan.For("p").WithCombinations(new BatchCombination { Variant = BatchVariant.ForMode("rush") }).ExpandCells()).Combination.Name);
    }

    [Fact]
    public void Filters_keep_and_exclusions_leave_out()
    {
        var plan = BatchPlan.For(new BatchPrompt("text", "one"), new BatchPrompt("other", "two")).WithModes("smart", "rush").WithBaseCommits("main", "next").Repeated(2);

        Assert.Equal(8, plan.Including(new BatchFilter { Prompt = "one" }).ExpandCells().Count);
        Assert.Equal(12, plan.Excluding(new BatchFilter { Prompt = "t?o", Variant = "ru*" }).ExpandCells().Count);
        Assert.Equal(4, plan.Including(new BatchFilter { Combination = "smart @ *" }).Excluding(new BatchFilter { Repetitions = [2] }).ExpandCells().Count);
        Assert.Equal(8, plan.Including(new BatchFilter { BaseCommit = "main" }).ExpandCells().Count);
        Assert.Equal(2, plan.OnlyWhere(static cell => cell.Repetition == 2).OnlyWhere(static cell => cell.Combination.Name == "rush @ main").ExpandCells().Count);
        var one = plan.ExpandCells()[5];
        Assert.Equal(one.Id, Assert.Single(plan.Including(new BatchFilter { Cell = one.Id }).ExpandCells()).Id);
    }

    [Fact]
    public void A_plan_survives_its_JSON()
    {
        var plan = BatchPlan.For(new BatchPrompt("text", "one"))
            .WithVariants(
                new BatchVariant { ModeOrModel = "smart" },
                new BatchVariant
                {
                    Name = "all",
                    Options = new()
                    {
                        Mode = "rush",
                        Model = "m",
                        Features = ["fast"],
                        Thinking = true,
                        DangerouslyAllowAll = true,
                        McpConfig = """{"s":{"command":"c"}}""",
                        Toolbox = ["/t"],
                        SettingsFile = "/s",
                        Timeout = TimeSpan.FromSeconds(9),
                        EnvironmentVariables = new Dictionary<string, string?> { ["A"] = "1", ["B"] = null },
                        ExtraArguments = ["--x"],
                        Thread = new() { Visibility = AmpVisibility.Workspace, Labels = ["l"], Title = "t", ArchiveAfterExecute = false },
                        Settings = Settings,
                    },
                })
            .WithBaseCommits("abc", null).WithArgumentSets(BatchArguments.None, new(["a"], "named")).WithEnvironments(new BatchEnvironment("e") { Variables = new Dictionary<string, string?> { ["C"] = "3" } })
            .WithCombinations(new BatchCombination { Variant = BatchVariant.ForMode("deep"), BaseCommit = "q", Arguments = new(["z"]), Environment = new("f") })
            .Repeated(4).Including(new BatchFilter { Prompt = "*" }).Excluding(new BatchFilter { Cell = "c-1", Repetitions = [9] })
            .LimitedTo(new() { MaxRuns = 99, MaxCredits = 1.5m, MaxTokens = 7, AllowUnknownSpend = true });
        plan = plan with { AllowUnlistedArguments = true, Name = "n" };

        var json = plan.ToJson();
        var read = BatchPlan.FromJson(json);

        Assert.Equal(json, read.ToJson());
        Assert.Equal(plan.ExpandCells().Select(static cell => (cell.Id, cell.Name)), read.ExpandCells().Select(static cell => (cell.Id, cell.Name)));
        Assert.Equal((plan.Limits, plan.Repetitions, plan.Name, plan.AllowUnlistedArguments), (read.Limits, read.Repetitions, read.Name, read.AllowUnlistedArguments));
    }

    [Fact]
    public void Comments_are_fine_everywhere_and_reach_nobody_else()
    {
        var options = BatchPlan.FromJson("""
            { "prompts": ["p"], "variants": [ {
                "mcpConfig": { "a": { "command": "x", /* later: y */ "args": ["é",], }, },
                "settings": { "values": { "amp.x": { "one": 1, // two
                } }, "permissions": [ { "tool": "Bash", "action": "allow", "matches": { "cmd": [ "git *", /* no more */ ] } } ] } } ] }
            """).Variants[0].Options;

        Assert.Equal("""{"a":{"command":"x","args":["é"]}}""", options.McpConfig);
        Assert.Equal("""{"one":1}""", options.Settings!.Values["amp.x"].ToString());
        Assert.Equal("cmd", Assert.Single(options.Settings.Permissions[0].Matches).Key);
    }

    // Left out without a word, each of these would allow more than was written.
    [Theory]
    [InlineData("""{ "permissions": [ { "tool": "Bash", "action": "allow", "matches": ["git *"] } ] }""", "matches")]
    [InlineData("""{ "permissions": [ { "tool": "Bash", "action": "allow", "context": "7" } ] }""", "context")]
    [InlineData("""{ "values": [] }""", "values")]
    public void Settings_of_the_wrong_shape_are_told(string settings, string place)
    {
        var refused = Assert.Throws<BatchPlanException>(() => BatchPlan.FromJson($$"""{ "prompts": ["p"], "variants": [ { "settings": {{settings}} } ] }"""));

        Assert.Contains(place, Assert.Single(refused.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_source_documents_form_is_a_plan_too()
    {
        const string Json = """{ "prompt": "Fix it.", "combinations": [ { "model": "smart" }, { "model": "gpt-5", "branchPointSha": "1a2b3c4d5e", "customArgs": ["--label", "x"] }, ], /* of a person */ }""";

        var cells = BatchPlan.FromJson(Json).ExpandCells();

        Assert.Equal(["smart", "gpt-5 @ 1a2b3c4 --label x"], cells.Select(static cell => cell.Combination.Name));
        var config = new BatchConfig { Prompt = "Fix it.", Combinations = [new() { Model = "smart" }, new() { Model = "gpt-5", BranchPointSha = "1a2b3c4d5e", CustomArgs = ["--label", "x"] }] };
        Assert.Equal(BatchPlan.FromConfig(config).ExpandCells().Select(static cell => cell.Id), cells.Select(static cell => cell.Id));
        Assert.Equal((AmpMode?)"smart", cells[0].ToRunOptions(RecordedCli.March).Mode);
        Assert.Equal(["--label", "x"], cells[1].ToRunOptions(RecordedCli.March).ExtraArguments);
    }

    [Fact]
    public void Every_mistake_in_the_JSON_is_told_with_its_place()
    {
        const string Json = """{ "promts": ["x"], "prompts": [1, {"name":"n"}], "variants": [{"thinking":"yes"}, {"settings":{"permissions":[{"tool":"Bash"}]}}], "repetitions": 1.5, "limits": [], "schemaVersion": 2 }""";

        var problems = Assert.Throws<BatchPlanException>(static () => BatchPlan.FromJson(Json)).Problems.Select(static problem => problem.Message).ToList();

        string[] places = ["$: 'promts' is not known", "$.prompts[0]: expected text, found a number", "$.prompts[1]: a prompt needs a \"text\"", "$.variants[0].thinking: expected true or false, found text", "$.variants[1].settings.permissions[0]: a rule needs", "$.repetitions: expected a whole number, found 1.5", "$.limits: expected an object, found a list", "$: schemaVersion 2 is not known"];
        Assert.All(places, place => Assert.Contains(problems, problem => problem.StartsWith(place, StringComparison.Ordinal)));
        Assert.Equal(places.Length, problems.Count);
        Assert.Throws<BatchPlanException>(static () => BatchPlan.FromJson("{"));
        Assert.Throws<BatchPlanException>(static () => BatchPlan.FromJson("[]"));
    }

    [Fact]
    public void Options_of_a_cell_are_the_variants_with_arguments_and_variables_on_top()
    {
        var plan = BatchPlan.For("x").WithOptions("o", new() { ExtraArguments = ["--a"], EnvironmentVariables = new Dictionary<string, string?> { ["A"] = "1", ["B"] = "1" } })
            .WithArguments("--b").WithEnvironments(new BatchEnvironment("e") { Variables = new Dictionary<string, string?> { ["B"] = "2" } });

        var options = Assert.Single(plan.ExpandCells()).ToRunOptions(AmpCliCapabilities.Unknown, "/work");

        Assert.Equal(("/work", "--a --b", "1", "2"), (options.WorkingDirectory, string.Join(' ', options.ExtraArguments), options.EnvironmentVariables["A"], options.EnvironmentVariables["B"]));
    }
}
