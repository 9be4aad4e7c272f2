using Microsoft.Extensions.Options;

namespace Amp.Client.Sessions;

/// <summary>Says everything that is wrong with a set of options at once, naming the property each time.</summary>
internal sealed class SessionManagerOptionsValidator : IValidateOptions<AmpSessionManagerOptions>
{
    private const long MiB = 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, AmpSessionManagerOptions options)
    {
        var result = new ValidateOptionsResultBuilder();

        Require(options.Folder is null || !string.IsNullOrWhiteSpace(options.Folder), nameof(options.Folder), "must not be blank; leave it null for the folder in the user's data.");
        Require(options.WorkspaceRoot is null || Directory.Exists(options.WorkspaceRoot), nameof(options.WorkspaceRoot), $"must be a directory that exists, but is '{options.WorkspaceRoot}'.");
        RequireCount(options.MaxLiveSessions, 10_000, nameof(options.MaxLiveSessions));
        Require(options.MaxConcurrentTurns is null || (options.MaxConcurrentTurns >= 1 && options.MaxConcurrentTurns <= options.MaxLiveSessions), nameof(options.MaxConcurrentTurns), $"must be between 1 and {nameof(options.MaxLiveSessions)} ({options.MaxLiveSessions}), but is {options.MaxConcurrentTurns}.");
        RequireCount(options.MaxQueuedPrompts, 1_000, nameof(options.MaxQueuedPrompts));
        RequireCount(options.MaxQueuedPromptsInAll, 100_000, nameof(options.MaxQueuedPromptsInAll));
        Require(options.IdleTimeout > TimeSpan.Zero && options.IdleTimeout <= TimeSpan.FromDays(30), nameof(options.IdleTimeout), $"must be more than zero and at most 30 days, but is {options.IdleTimeout}.");
        Require(Enum.IsDefined(options.WhenEnvironmentChanges), nameof(options.WhenEnvironmentChanges), $"must be {AmpEnvironmentChangeBehavior.FinishTurn} or {AmpEnvironmentChangeBehavior.StopTurn}, but is {options.WhenEnvironmentChanges}.");
        Require(Enum.IsDefined(options.Durability), nameof(options.Durability), $"must be {AmpSessionDurability.Disk} or {AmpSessionDurability.Process}, but is {options.Durability}.");
        Require(options.SegmentBytes is >= 4096 and <= 1024 * MiB, nameof(options.SegmentBytes), $"must be between 4 KiB and 1 GiB, but is {options.SegmentBytes}.");
        Require(options.MaxSessionBytes >= options.SegmentBytes && options.MaxSessionBytes <= 1024 * 1024 * MiB, nameof(options.MaxSessionBytes), $"must be between {nameof(options.SegmentBytes)} ({options.SegmentBytes}) and 1 TiB, but is {options.MaxSessionBytes}.");

        return result.Build();

        void RequireCount(int count, int most, string property) => Require(count >= 1 && count <= most, property, $"must be between 1 and {most:N0}, but is {count}.");

        void Require(bool holds, string property, string otherwise)
        {
            if (!holds)
            {
                result.AddError(otherwise, property);
            }
        }
    }
}
