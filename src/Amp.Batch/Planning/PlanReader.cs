using System.Text.Json;

namespace Amp.Batch.Planning;

/// <summary>Reads plans from JSON that people write: each mistake is reported with its place, all at once.</summary>
internal static class PlanReader
{
    public const int SchemaVersion = 1;

    private static readonly string[] Members =
    [
        "$schema", "schemaVersion", "name", "prompt", "prompts", "variants", "modes", "models", "baseCommits", "arguments", "environments", "combinations", "repetitions", "include", "exclude", "allowUnlistedArguments", "limits",
    ];

    /// <exception cref="BatchPlanException">It is no plan.</exception>
    public static BatchPlan Read(string json)
    {
        var problems = new List<BatchProblem>();
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(json, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            root = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new BatchPlanException([new($"The plan is not valid JSON: {e.Message}")]);
        }

        var place = new JsonPlace(root, "$", problems);
        if (!place.IsObject)
        {
            throw new BatchPlanException([new($"$: expected an object with \"prompts\", found {place.Kind()}.")]);
        }

        var plan = Read(place);
        return problems.Count == 0 ? plan : throw new BatchPlanException(problems);
    }

    private static BatchPlan Read(JsonPlace place)
    {
        place.Know(Members);
        if (place.Number("schemaVersion") is { } version && version != SchemaVersion)
        {
            place.Add($"schemaVersion {version} is not known. This version of Amp.Batch reads {SchemaVersion}.");
        }

        var prompts = place.List("prompts", ReadPrompt);
        if (place.Has("prompt", out var one) && ReadPrompt(one.Value) is { } prompt)
        {
            prompts = [prompt, .. prompts];
        }

        return new()
        {
            Name = place.Text("name"),
            Prompts = prompts,
            Variants =
            [
                .. place.List("variants", VariantReader.ReadVariant),
                .. place.Texts("modes").Where(NotBlank).Select(static mode => BatchVariant.ForMode(mode)),
                .. place.Texts("models").Where(NotBlank).Select(BatchVariant.ForModel),
            ],
            BaseCommits = place.Has("baseCommits", out var commits) ? ReadCommits(commits.Value) : [],
            ArgumentSets = place.List("arguments", ReadArguments),
            Environments = place.List("environments", ReadEnvironment),
            Combinations = place.List("combinations", ReadCombination),
            Repetitions = ToInt(place, "repetitions") ?? 1,
            Include = place.List("include", ReadFilter),
            Exclude = place.List("exclude", ReadFilter),
            AllowUnlistedArguments = place.Flag("allowUnlistedArguments") ?? false,
            Limits = place.Has("limits", out var limits) ? ReadLimits(limits.Value) : new(),
        };
    }

    private static bool NotBlank(string text) => !string.IsNullOrWhiteSpace(text);

    private static BatchPrompt? ReadPrompt(JsonPlace place)
    {
        if (!place.IsObject)
        {
            return place.AsText() is { } text ? new(text) : null;
        }

        place.Know("name", "text");
        if (place.Text("text") is { } words)
        {
            return new(words, place.Text("name"));
        }

        place.Add("a prompt needs a \"text\".");
        return null;
    }

    // A list of texts cannot hold null, and null is a commit here: what is checked out.
    private static string?[] ReadCommits(JsonPlace place) =>
        [.. place.AsList(static item => item.IsNull ? "" : item.AsText()).Select(static commit => commit.Length == 0 ? null : commit)];

    private static BatchArguments? ReadArguments(JsonPlace place)
    {
        if (!place.IsObject)
        {
            return new(place.AsList(static item => item.AsText()));
        }

        place.Know("name", "values");
        return new(place.Texts("values"), place.Text("name"));
    }

    private static BatchEnvironment? ReadEnvironment(JsonPlace place)
    {
        if (!place.IsObject)
        {
            return place.AsText() is { } name ? new(name) : null;
        }

        place.Know("name", "variables");
        if (place.Text("name") is not { } known)
        {
            place.Add("an environment needs a \"name\".");
            return null;
        }

        return new(known) { Variables = VariantReader.ReadVariables(place, "variables") };
    }

    private static BatchCombination? ReadCombination(JsonPlace place)
    {
        if (!place.IsObject)
        {
            place.Add($"expected an object, found {place.Kind()}.");
            return null;
        }

        var isConfig = place.Has("branchPointSha", out _) || place.Has("customArgs", out _) || place.Has("model", out _);
        if (isConfig)
        {
            place.Know("model", "branchPointSha", "customArgs");
            return new BatchConfigCombination
            {
                Model = place.Text("model") ?? "",
                BranchPointSha = place.Text("branchPointSha"),
                CustomArgs = place.Texts("customArgs"),
            }.ToCombination();
        }

        place.Know("variant", "baseCommit", "arguments", "environment");
        return new()
        {
            Variant = place.Has("variant", out var variant) ? VariantReader.ReadVariant(variant.Value) ?? new() : new(),
            BaseCommit = place.Text("baseCommit"),
            Arguments = place.Has("arguments", out var arguments) ? ReadArguments(arguments.Value) ?? BatchArguments.None : BatchArguments.None,
            Environment = place.Has("environment", out var environment) ? ReadEnvironment(environment.Value) : null,
        };
    }

    private static BatchFilter? ReadFilter(JsonPlace place)
    {
        if (!place.IsObject)
        {
            place.Add($"expected an object such as {{\"combination\":\"rush*\"}}, found {place.Kind()}.");
            return null;
        }

        place.Know("prompt", "combination", "variant", "baseCommit", "arguments", "environment", "cell", "repetitions");
        return new()
        {
            Prompt = place.Text("prompt"),
            Combination = place.Text("combination"),
            Variant = place.Text("variant"),
            BaseCommit = place.Text("baseCommit"),
            Arguments = place.Text("arguments"),
            Environment = place.Text("environment"),
            Cell = place.Text("cell"),
            Repetitions = [.. place.List("repetitions", static item => item.AsNumber() is { } number ? (object)number : null).Select(static number => (int)Math.Clamp((long)number, int.MinValue, int.MaxValue))],
        };
    }

    private static BatchLimits ReadLimits(JsonPlace place)
    {
        if (!place.IsObject)
        {
            place.Add($"expected an object, found {place.Kind()}.");
            return new();
        }

        place.Know("maxRuns", "maxCredits", "maxTokens", "allowUnknownSpend");
        return new()
        {
            MaxRuns = ToInt(place, "maxRuns") ?? new BatchLimits().MaxRuns,
            MaxCredits = place.Amount("maxCredits"),
            MaxTokens = place.Number("maxTokens"),
            AllowUnknownSpend = place.Flag("allowUnknownSpend") ?? false,
        };
    }

    private static int? ToInt(JsonPlace place, string name) => place.Number(name) is { } number ? (int)Math.Clamp(number, int.MinValue, int.MaxValue) : null;
}
