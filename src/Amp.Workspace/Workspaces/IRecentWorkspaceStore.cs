namespace Amp.Workspace;

/// <summary>Keeps the list of recent workspaces: folders, the last one first, as in the key <c>recentWorkspaces</c> of a configuration. Implement it over whatever your application keeps its settings in.</summary>
/// <remarks>Implementations must be safe to call from any thread, and should be between processes.</remarks>
public interface IRecentWorkspaceStore
{
    /// <summary>Reads the list.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The folders, the last one first.</returns>
    ValueTask<IReadOnlyList<string>> ReadAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads the list, changes it and writes it, with nobody else in between.</summary>
    /// <param name="change">Makes the new list of the old one. It may be called more than once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Completes when it is written.</returns>
    ValueTask UpdateAsync(Func<IReadOnlyList<string>, IReadOnlyList<string>> change, CancellationToken cancellationToken = default);
}
