namespace Amp.Workspace.Tests;

/// <summary>Stands still at a time.</summary>
internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
