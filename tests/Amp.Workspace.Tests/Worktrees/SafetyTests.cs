using System.Globalization;

namespace Amp.Workspace.Tests.Worktrees;

/// <summary>The promise of the package, tried at random: whatever the user did, and wherever we failed or died, every byte that was there before one of our verbs is there after it.</summary>
/// <remarks><c>AMP_WORKSPACE_SAFETY</c> is the number of sequences, <c>AMP_WORKSPACE_SAFETY_SEED</c> the first seed.</remarks>
public sealed class SafetyTests
{
    private const int SequencesInTheGate = 16;
    private const int SequencesToARepository = 16;
    private const int ActionsInASequence = 3;

    [Fact]
    public async Task No_sequence_of_edits_failures_and_verbs_loses_a_byte()
    {
        var sequences = Setting("AMP_WORKSPACE_SAFETY", SequencesInTheGate);
        var first = Setting("AMP_WORKSPACE_SAFETY_SEED", 1);
        var (verbs, crashes) = (0, 0);
        for (var seed = first; seed < first + sequences; seed += SequencesToARepository)
        {
            await using var lab = await Lab.CreateAsync(new() { Files = 2 });
            await lab.Repository.CommitAsync("Rules", (".gitignore", "*.ignored\n.env\n"), (".worktreeinclude", ".env\n"));
            var world = new SafetyWorld(lab.Repository, lab.Worktrees, new(seed));
            for (var i = 0; i < SequencesToARepository * ActionsInASequence && seed + (i / ActionsInASequence) < first + sequences; i++)
            {
                await world.ActAsync();
                await world.ActAsync();
                var lost = await world.ServeAsync();
                if (lost.Count > 0)
                {
                    Assert.Fail($"Lost with seed {seed}: {string.Join("; ", lost)}{Environment.NewLine}{world.Log}");
                }
            }

            (verbs, crashes) = (verbs + world.Verbs, crashes + world.Crashes);
        }

        // The figures of a long run are worth a line.
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sequences} sequences, {verbs} verbs, {crashes} crashes: nothing lost."));
        Assert.InRange(verbs, sequences, int.MaxValue);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
