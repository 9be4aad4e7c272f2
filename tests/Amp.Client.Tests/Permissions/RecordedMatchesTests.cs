using System.Text.Json;
using Amp.Client.Permissions;

namespace Amp.Client.Tests.Permissions;

/// <summary>What CLI 0.0.1776788459 said in real runs, pair by pair. <c>PermissionEvaluationTests</c> of the conformance tests makes the record anew.</summary>
public sealed class RecordedMatchesTests
{
    [Fact]
    public void A_rule_matches_what_it_matched_in_runs_of_the_CLI()
    {
        var differences = File.ReadLines(Path.Combine(Root(), "tests", "Amp.Client.Tests", "Permissions", "Recorded", "matches-apr21.tsv"))
            .Select(line => line.Split('\t'))
            .Where(fields => Matches(fields[1], fields[2], fields[3]) != (fields[0] == "matches"))
            .Select(fields => string.Join('\t', fields))
            .ToList();

        Assert.Empty(differences);
    }

    private static bool Matches(string tool, string pattern, string value)
    {
        var rule = JsonElement.Parse($$"""{"tool":"{{JsonEncodedText.Encode(tool)}}","matches":{"v":{{pattern}} } }""");
        return RuleMatcher.Matches(rule, "Bash", JsonElement.Parse(value.Length == 0 ? "{}" : $$"""{"v":{{value}} }"""));
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AmpClient.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
