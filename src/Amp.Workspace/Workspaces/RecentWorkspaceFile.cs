using System.Text.Json;
using System.Text.Json.Serialization;
using Amp.Workspace.Worktrees;

namespace Amp.Workspace;

/// <summary>Keeps recent workspaces in a small file of JSON: <c>{"recentWorkspaces":["/home/me/project"]}</c>. Replaced whole or not at all; safe between threads and processes.</summary>
public sealed class RecentWorkspaceFile : IRecentWorkspaceStore
{
    private static readonly TimeSpan LockLimit = TimeSpan.FromSeconds(10);

    private readonly string _path;
    private readonly TimeProvider _clock;

    /// <summary>Uses a file.</summary>
    /// <param name="path">The file; its folder is made when it is missing.</param>
    /// <param name="clock">What measures the wait for other processes.</param>
    public RecentWorkspaceFile(string? path = null, TimeProvider? clock = null)
    {
        _path = Path.GetFullPath(path ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "amp-workspace", "recent.json"));
        _clock = clock ?? TimeProvider.System;
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<string>> ReadAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<IReadOnlyList<string>>(Read());
    }

    /// <inheritdoc />
    /// <exception cref="TimeoutException">Another process held the file for 10 seconds.</exception>
    public async ValueTask UpdateAsync(Func<IReadOnlyList<string>, IReadOnlyList<string>> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        WorktreeLayout.CreatePrivate(Path.GetDirectoryName(_path)!);
        using var one = await RepositoryLock.TakeAsync(_path + ".lock", LockLimit, _clock, cancellationToken).ConfigureAwait(false);
        var content = new RecentContent { RecentWorkspaces = change(Read()) };
        AtomicFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(content, RecentJson.Default.RecentContent));
    }

    // A list that cannot be read is worth less than an application that starts.
    private string[] Read()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(_path), RecentJson.Default.RecentContent)?.RecentWorkspaces?.OfType<string>().ToArray() ?? [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }
}

/// <summary>The file's content.</summary>
internal sealed record RecentContent
{
    public IReadOnlyList<string>? RecentWorkspaces { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(RecentContent))]
internal sealed partial class RecentJson : JsonSerializerContext;
