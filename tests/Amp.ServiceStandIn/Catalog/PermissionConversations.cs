using static Amp.ServiceStandIn.UseTool;

namespace Amp.ServiceStandIn;

/// <summary>Scenarios that permission rules decide on: what a rule may allow, reject, ask about or hand to a program.</summary>
public static class PermissionConversations
{
    /// <summary>Gets all of them. What they write is in the working directory of the run, but for <c>outside</c>.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new(
            "perm",
            new Turn(new Say("Trying a command."), Bash("echo perm-ok > perm.out; cat perm.out", "toolu_perm")),
            Turn.Says("Permission turn over.")),
        new("permboth", new Turn(Bash("echo first", "toolu_p1"), Bash("echo second", "toolu_p2")), Turn.Says("Permission turn over.")),
        new("permsub", new Turn(Task("@@sub job", "Sub job")), Turn.Says("Over.")),
        new("permcreate", new Turn(OnFile("create_file", "perm-new.txt", """, "content":"x\n" """)), Turn.Says("Over.")),
        new(
            "permbig",
            new Turn(OnFile("create_file", "perm-big.txt", $", \"content\":{JsonString.Quote(string.Concat(Enumerable.Repeat("é\n", 100_000)))}")),
            Turn.Says("Over.")),
        new("gitpush", new Turn(Bash("git push origin main", "toolu_gp")), Turn.Says("Pushed.")),
        new("rmrf", new Turn(Bash("rm -rf perm.out", "toolu_rm")), Turn.Says("Removed.")),
        new("guarded", new Turn(OnFile("Read", ".env")), Turn.Says("Read it.")),
        new("outside", new Turn(OnFile("create_file", "../outside.txt", """, "content":"x" """)), Turn.Says("Wrote outside.")),
    ];
}
