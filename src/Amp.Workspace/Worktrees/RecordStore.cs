using System.Text.Json;

namespace Amp.Workspace.Worktrees;

/// <summary>The records of a repository's worktrees: what is ready in one folder, what is being done in another, so that a look for crashes costs nothing.</summary>
internal sealed class RecordStore(WorktreeLayout layout)
{
    public IReadOnlyList<WorktreeRecord> ReadReady() => ReadAll(layout.Records);

    public IReadOnlyList<WorktreeRecord> ReadPending() => ReadAll(layout.Pending);

    public WorktreeRecord? Find(string id) => Read(FileOf(layout.Records, id));

    public bool IsPending(string id) => File.Exists(FileOf(layout.Pending, id));

    public void WriteReady(WorktreeRecord record) => Write(layout.Records, record, isOnDisk: false);

    // After a power cut, too, somebody must know where a removal has put the folder.
    public void WritePending(WorktreeRecord record) => Write(layout.Pending, record, isOnDisk: record.Phase is WorktreePhase.Removing or WorktreePhase.Deleting);

    public void DeletePending(string id) => File.Delete(FileOf(layout.Pending, id));

    /// <summary>Forgets a worktree. What is ready goes first: a record that is pending alone is finished, never believed.</summary>
    public void Delete(string id)
    {
        File.Delete(FileOf(layout.Records, id));
        DeletePending(id);
    }

    private static List<WorktreeRecord> ReadAll(string folder) =>
        Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(Read).OfType<WorktreeRecord>()]
            : [];

    private static WorktreeRecord? Read(string file)
    {
        try
        {
            return WorktreeJson.TryRead(File.ReadAllBytes(file), WorktreeJson.Default.WorktreeRecord);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static void Write(string folder, WorktreeRecord record, bool isOnDisk) =>
        AtomicFile.Write(FileOf(folder, record.Id), JsonSerializer.SerializeToUtf8Bytes(record, WorktreeJson.Default.WorktreeRecord), isOnDisk);

    private static string FileOf(string folder, string id) => Path.Combine(folder, id + ".json");
}
