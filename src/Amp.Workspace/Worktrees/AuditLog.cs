using System.Text.Json;

namespace Amp.Workspace.Worktrees;

/// <summary>One line for each deletion, before it and after it, in the repository's own folder. Lines are only ever added.</summary>
internal sealed class AuditLog(WorktreeLayout layout, WorktreeOptions options, TimeProvider clock)
{
    public void Write(string happened, string id, string reason, string? path = null, string? headSha = null, string? branch = null, string? salvage = null)
    {
        var entry = new AuditEntry
        {
            At = clock.GetUtcNow(),
            Event = happened,
            Id = id,
            Path = path,
            HeadSha = headSha,
            Branch = branch,
            Salvage = salvage,
            Reason = reason,
            By = OwnerIdentity.Current(options.SessionId, clock),
        };
        WorktreeLayout.CreatePrivate(Path.GetDirectoryName(layout.AuditFile)!);
        AtomicFile.AppendLine(layout.AuditFile, JsonSerializer.SerializeToUtf8Bytes(entry, WorktreeJson.Default.AuditEntry));
    }
}
