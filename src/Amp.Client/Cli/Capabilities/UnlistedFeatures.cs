namespace Amp.Client.Cli;

/// <summary>What the help does not say, or says wrong, about versions that were run: see <c>docs/cli-compatibility.md</c>.</summary>
internal static class UnlistedFeatures
{
    private const long March13 = 1773432280;
    private const long March27 = 1774569934;
    private const long September23 = 1790142911;

    /// <summary>Adds to the flags of a help what this CLI accepts without saying so.</summary>
    public static IReadOnlyList<AmpCliFlag> AddTo(IReadOnlyList<AmpCliFlag> flags, long? build)
    {
        if (!flags.Any(static flag => flag.Name == "--stream-json"))
        {
            return flags;
        }

        List<AmpCliFlag> all = [.. flags.Select(flag => flag.Name switch
        {
            // 0.0.1767830505 to 0.0.1773432280 take it. (0.0.1774569934 and 0.0.1776788459 take "internal" too, which is for Amp's own people.)
            "--mode" when !flag.AllowsOtherValues && build < March27 => With(flag, "large"),
            // Seen with 0.0.1767830505, 0.0.1774569934 and 0.0.1776788459. From September on the help lists it.
            "--visibility" when !flag.AllowsOtherValues && build < September23 => With(flag, "unlisted"),
            // September lists the fields of its logger there by mistake.
            "--log-level" when !flag.AllowedValues.Contains("error") => flag with { AllowedValues = [], AllowsOtherValues = true },
            _ => flag,
        })];

        // Gone from the help of 0.0.1790142911, which still accepts it.
        if (!all.Any(static flag => flag.Name == "--dangerously-allow-all"))
        {
            all.Add(new() { Name = "--dangerously-allow-all", Names = ["--dangerously-allow-all"], IsHidden = true });
        }

        return all;
    }

    /// <summary>Whether a mode works together with <c>--stream-json</c>.</summary>
    /// <remarks>0.0.1767830505 to 0.0.1771243550: "Stream JSON mode is not permitted with 'rush' mode." From 0.0.1773432280 on they run.</remarks>
    public static bool CanStream(AmpMode mode, long? build) => mode.Name switch
    {
        "free" => build is null,   // "Execute mode is not permitted with --mode 'free'"
        "rush" or "large" or "deep" => build is null or >= March13,
        _ => true,
    };

    /// <summary>Whether a user's message may hold images. 0.0.1767830505 answers them with an error, 0.0.1774569934 shows them to the model; those in between were not tried.</summary>
    public static bool AcceptsImages(long? build) => build is null or >= March27;

    private static AmpCliFlag With(AmpCliFlag flag, string value) => flag.AllowedValues.Contains(value) ? flag : flag with { AllowedValues = [.. flag.AllowedValues, value] };
}
