using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amp.Workspace.Worktrees;

/// <summary>What we know of a worktree of ours. Lies in the repository's own folder, so that it goes where the repository goes.</summary>
internal sealed record WorktreeRecord
{
    public required string Id { get; init; }

    public required string Path { get; init; }

    public required WorktreePhase Phase { get; init; }

    public required LockInfo Owner { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The commit that it began at.</summary>
    public string? BaseSha { get; init; }

    /// <summary>The branch that was made with it.</summary>
    public string? Branch { get; init; }

    public bool HasSubmodules { get; init; }

    /// <summary>Its files are brought when they are needed: that some are missing means nothing.</summary>
    public bool IsLazy { get; init; }

    /// <summary>Where a removal put the folder while it was still looking through it.</summary>
    public string? TrashPath { get; init; }

    /// <summary>The git folder of the worktree, once known: <c>…/.git/worktrees/name</c>.</summary>
    public string? AdminDirectory { get; init; }

    /// <summary>The branch, and the commit that it must still be at, that goes with the worktree.</summary>
    public string? BranchToDelete { get; init; }

    public string? BranchToDeleteSha { get; init; }

    /// <summary>The work tree that ignored files were copied from.</summary>
    public string? CopiedFrom { get; init; }

    /// <summary>Ignored files that were copied in, and what they held.</summary>
    public IReadOnlyList<CopiedFile> Copied { get; init; } = [];
}

/// <summary>How far a worktree has come.</summary>
internal enum WorktreePhase
{
    /// <summary>Being made: nobody has been given it.</summary>
    Creating,

    /// <summary>In use.</summary>
    Ready,

    /// <summary>A removal looks through it a last time. Undecided: put it back.</summary>
    Removing,

    /// <summary>Nothing in it is lost any more: finish the removal.</summary>
    Deleting,
}

/// <summary>A file that was copied into a worktree.</summary>
internal sealed record CopiedFile(string Path, string Sha256);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WorktreeRecord))]
[JsonSerializable(typeof(LockInfo))]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(FolderMarker))]
[JsonSerializable(typeof(SalvageNote))]
internal sealed partial class WorktreeJson : JsonSerializerContext
{
    /// <returns><see langword="null"/> when it is not what was expected: somebody else wrote it, or half of it.</returns>
    public static T? TryRead<T>(ReadOnlySpan<byte> json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
