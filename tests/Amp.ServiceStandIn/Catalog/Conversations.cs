namespace Amp.ServiceStandIn;

/// <summary>Scenarios in which the model talks, and calls no tool.</summary>
public static class Conversations
{
    /// <summary>Every kind of character that a text may hold: each must arrive as it was sent.</summary>
    public const string EveryCharacter =
        "emoji \U0001F600 combining e\u0301 RTL \u05d0\u05d1 zero\u200bwidth nul\u0000 esc\u001b[31mred\u001b[0m bell\u0007 tab\t newline\n crlf\r\n "
        + "ls\u2028 ps\u2029 del\u007f nbsp\u00a0 bom\ufeff lone\ud800end";

    /// <summary>How long the text of <c>bigtext</c> is, in characters of one byte each.</summary>
    public const int BigTextLength = 5 * 1024 * 1024;

    /// <summary>Gets a greeting.</summary>
    public static Scenario Hello { get; } = new("hello", Turn.Says("Hello from the fake model."));

    /// <summary>Gets every kind of character, as text and as the output of a tool.</summary>
    public static Scenario Unicode { get; } = new(
        "unicode",
        new Turn(new Say(EveryCharacter), UseTool.Bash(@"printf 'esc\033[31mred\033[0m nul\000 bad\377\376 \360\237\230\200\n'")),
        Turn.Says("Unicode done \U0001F389."));

    /// <summary>Gets one text of 5 MiB.</summary>
    public static Scenario BigText { get; } = new("bigtext", new Turn(new Say(new string('x', BigTextLength))) { ChunkSize = 64 * 1024 });

    /// <summary>Gets all of them.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        Hello,
        Unicode,
        BigText,
        new("splitemoji", new Turn(new Say("\U0001F600\U0001F600\U0001F600")) { ChunkSize = 1 }),
        new("empty", new Turn()),
        new("emptytext", Turn.Says("")),
        new("maxtokens", new Turn(new Say("cut off her")) { StopReason = "max_tokens" }),
        new("refusal", new Turn(new Say("no")) { StopReason = "refusal" }),
        new("slowtext", Slowly(words: 40)),
        new("verylow", Slowly(words: 400)),
    ];

    private static Turn Slowly(int words) =>
        new(new Say(string.Concat(Enumerable.Repeat("slow ", words)))) { ChunkSize = 5, Gap = TimeSpan.FromMilliseconds(100) };
}
