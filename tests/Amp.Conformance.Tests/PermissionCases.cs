using System.Text.Json;
using System.Text.Json.Nodes;

namespace Amp.Conformance.Tests;

/// <summary>What an argument must be and what it is: a few hundred pairs, which one run can decide on.</summary>
/// <param name="Pattern">What stands in the rule.</param>
/// <param name="Value">What the argument is, in JSON; <see langword="null"/> when there is no such argument.</param>
/// <param name="Tool">The tool that the rule names.</param>
internal sealed record PermissionCase(string Pattern, string? Value, string Tool = "Bash")
{
    private static readonly string[] Globs =
    [
        "git *", "*", "**", "g?t push", "git*push", "*push", "a", "[ab]", "[!a]", "{a,b}", "a.b", "a\\*b", "!a", "a/*", "a/**", "*.txt", "", "GIT *", "ä*", "a+", "(a)", "^a$", "/", "//", "a$", "*a*b*", "* *", " a ", "a\nb", "?", "a|b",
        "@(a|b)", "a*", "é", ".*", "\\", "a\\b", "#a", "$1", "*/x.txt", "a**b", "1", "true", "null",
    ];

    private static readonly string[] Expressions =
    [
        "/a/", "/^a$/", "/a/i", "/A/", "/a", "a/", "/\\d+/", "/^git\\b/", "/a(?!b)/", "/(?<n>a)b/", "/^.$/", "/^.*$/", "/a\\/b/", "/a/b/", "/\\s/", "/\\w/", "/^\\w+$/", "/[^a]/", "/^$/", "/\\u00e9/", "/\\//", "/(a|b)+$/", "/a$/",
        "/^a\\nb$/", "/[[:alpha:]]/", "/\\p{L}/", "/^\\S$/", "/./", "/\\bb/", "/(?:a)\\1?/", "/^[\\w.]+$/", "/x{2,}/", "/(?<=a)b/",
    ];

    private static readonly string[] Texts = ["git push", "git ", "a", "", "A", "ab", "a/b", "a\nb", "x/y.txt", ".txt", "a*b", "a.b", "1", "true", "é", "😀", "\u00a0", "axxb", "/a/", "a+", "[ab]", " a ", "b\n", "a b"];

    private static readonly string[] Values = ["1", "1.0", "-0", "true", "false", "null", "\"1\"", "\"true\"", "\"null\"", "[]", "[\"a\"]", "[\"b\",\"a\"]", "{}", "{\"k\":\"a\"}", "{\"k\":\"b\",\"l\":1}", "\"a\"", "1e0", "[1]", "[[\"a\"]]", "{\"0\":\"a\"}"];

    private static readonly string[] Conditions =
    [
        "1", "1.0", "0", "true", "false", "null", "\"1\"", "\"true\"", "\"a\"", "\"*\"", "[\"a\"]", "[\"a\",1]", "[true,null]", "[[\"a\"]]", "{}", "{\"k\":\"a\"}", "{\"k\":[\"a\",\"b\"]}", "{\"l\":1}", "{\"k\":null}", "{\"0\":\"a\"}", "\"/a/\"", "\"/1/\"",
    ];

    private static readonly string[] Tools = ["Bash", "bash", "B*", "*", "?ash", "[B]ash", "{Bash,Read}", "/Ba/", "/^Bash$/", "Bas", "*h", "Bash*", "!Read", "**", "B*h", "/bash/i", "mcp__*", "Bash ", "@(Bash)", "B\\ash", "/B(?=ash)/", "Bash|Read"];

    /// <summary>Gets shell commands on which the built-in rules have something to say.</summary>
    public static IReadOnlyList<string> Commands { get; } =
    [
        "ls", "ls -l", "ls /etc", "ls ../x", "cat a.txt", "cat /etc/passwd", "cat a | grep b", "echo hi", "echo hi && rm -rf /", "echo hi; ls", "echo hi\nrm -rf /", "rm -rf x", "rm -r x", "rm -r -f x", "rm x", "rm --recursive --force x",
        "git status", "git push", "git push origin main", "cd x && git push", "git log", "git diff HEAD", "git commit -m x", "go test ./...", "cargo build", "dotnet --info", "dotnet test x", "npm test", "npm run build", "npm install",
        "find . -name x", "find . -delete", "find . -exec rm {} ;", "for i in 1 2; do echo $i; done", "if true; then ls; fi", "sudo ls", "true", "sleep 3", "curl https://example.com", "python -c 'print(1)'", "bazel build //x:y", "ibazel run //a",
        "make -n x", "./test", "./test.sh", "docker ps -a", "docker run x", "kubectl get pods", "kubectl delete pod x", "mkdir x", "mkdir -p a/b", "touch x", "chmod +x x", "chmod 777 x", "cat x > /dev/null", "rm x > /dev/null", "node -e 1",
        "tail -f log.txt", "head -n 1 /var/log/x.log", "grep -r x /usr", "pwd && ls", "date | cat", "rg -; x", "rg (x", " ls", "LS", "ls\t-l", "echo ä", "whoami", "id && id", "ps aux", "{ ls; }", "[[ -f x ]]", "uv pip install x",
    ];

    /// <summary>Gets all of them.</summary>
    public static IReadOnlyList<PermissionCase> All { get; } =
    [
        .. from glob in Globs from text in Texts select new PermissionCase(Quote(glob), Quote(text)),
        .. from expression in Expressions from text in Texts select new PermissionCase(Quote(expression), Quote(text)),
        .. from condition in Conditions from value in Values select new PermissionCase(condition, value),
        .. from condition in Conditions select new PermissionCase(condition, null),
        .. from tool in Tools select new PermissionCase("\"a\"", "\"a\"", tool),
    ];

    /// <summary>A rule for this case alone.</summary>
    /// <param name="index">The case's place.</param>
    public string ToRule(int index) => new JsonObject
    {
        ["tool"] = Tool,
        ["action"] = "reject",
        ["message"] = "matches",
        ["matches"] = new JsonObject { ["case"] = $"case{index}", ["v"] = JsonNode.Parse(Pattern) },
    }.ToJsonString();

    /// <summary>A call that only this case's rule is about.</summary>
    /// <param name="index">The case's place.</param>
    public string ToInput(int index) => Value is null ? $$"""{"cmd":"true","case":"case{{index}}"}""" : $$"""{"cmd":"true","case":"case{{index}}","v":{{Value}}}""";

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
