using System.IO.Compression;
using System.Text.Json;
using Amp.Batch.Journal;
using Amp.Batch.Results;

namespace Amp.Batch;

/// <summary>Batches in a folder: <c>&lt;id&gt;.json</c> is the report, the folder <c>&lt;id&gt;</c> has the files of its cells. Thread-safe.</summary>
/// <remarks>
/// Files can be read by their owner only (0600, folders that are made here 0700), and are replaced in one step: a reader sees the old one or the new one, also after a crash.
/// </remarks>
public sealed class BatchStore
{
    private const string ReportExtension = ".json";
    private const string JournalExtension = ".journal";
    private readonly TimeProvider _clock;

    /// <summary>Opens a folder. It is made when something is written.</summary>
    /// <param name="folder">The folder; a relative path starts at the current directory.</param>
    /// <param name="clock">What time it is, for new ids; <see langword="null"/> for the system's clock.</param>
    public BatchStore(string folder = "batch-results", TimeProvider? clock = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        Folder = Path.GetFullPath(folder);
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>The folder's full path.</summary>
    public string Folder { get; }

    /// <summary>Makes an id that no stored batch has, and that sorts by time: <c>20261120-114700-3f9a2c</c>.</summary>
    public string CreateId()
    {
        while (true)
        {
            var id = BatchIds.Create(_clock.GetUtcNow());
            if (!File.Exists(PathOf(id)) && !Directory.Exists(FolderOf(id)))
            {
                return id;
            }
        }
    }

    /// <summary>Where a batch's report is, or would be.</summary>
    /// <param name="id">The batch.</param>
    /// <exception cref="ArgumentException"><paramref name="id"/> is no id.</exception>
    public string PathOf(string id)
    {
        BatchIds.Check(id);
        return Path.Combine(Folder, id + ReportExtension);
    }

    /// <summary>Where the files of a batch's cells are, or would be.</summary>
    /// <param name="id">The batch.</param>
    /// <exception cref="ArgumentException"><paramref name="id"/> is no id.</exception>
    public string FolderOf(string id)
    {
        BatchIds.Check(id);
        return Path.Combine(Folder, id);
    }

    /// <summary>Writes a report, over the batch's earlier one.</summary>
    /// <param name="report">The report.</param>
    /// <param name="cancellationToken">Gives up; then the earlier one stays.</param>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public async Task SaveAsync(BatchReport report, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        var path = PathOf(report.Id);
        PrivateStorage.EnsureFolder(Folder);
        await PrivateStorage.WriteAsync(path, (file, token) => ReportJson.WriteAsync(file, report, token), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a report.</summary>
    /// <param name="id">The batch.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="BatchStoreException">There is none, or it cannot be read.</exception>
    public async Task<BatchReport> LoadAsync(string id, CancellationToken cancellationToken = default)
    {
        var path = PathOf(id);
        try
        {
            var report = ReportJson.Read(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false));
            return report.Id == id ? report : throw new BatchStoreException($"'{path}' holds the batch '{report.Id}': it was renamed.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BatchStoreException($"There is no batch '{id}' in '{Folder}'.", e);
        }
        catch (JsonException e)
        {
            throw new BatchStoreException($"'{path}' is no report that can be read: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BatchStoreException($"'{path}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Whether there is a report.</summary>
    /// <param name="id">The batch.</param>
    public bool Exists(string id) => File.Exists(PathOf(id));

    /// <summary>Gives the ids of the reports that there are, the one that was written last first. Nothing is read.</summary>
    public IReadOnlyList<string> ListIds() => ListFiles(ReportExtension);

    /// <summary>Gives the ids of the batches that did not come to their end, the latest first: stopped, at a limit, running, or left by a host that died, which may have no report. <see cref="BatchRunner.ResumeAsync"/> goes on with them.</summary>
    public IReadOnlyList<string> ListUnfinishedIds() => ListFiles(JournalExtension);

    /// <summary>Deletes a batch: its report, its journal and the files of its cells. Not one that is running.</summary>
    /// <param name="id">The batch.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="BatchStoreException">It is running, here or elsewhere. Nothing was deleted.</exception>
    /// <exception cref="IOException">Something of it cannot be deleted. The report goes last, so that it can be tried again.</exception>
    public bool Delete(string id)
    {
        var (report, folder, journal) = (PathOf(id), FolderOf(id), JournalOf(id));
        using var held = BatchJournal.TryHold(journal) ?? throw new BatchStoreException($"The batch '{id}' is running: its journal '{journal}' is held. Stop it first.");
        var existed = File.Exists(report) || Directory.Exists(folder) || File.Exists(journal);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);   // a symbolic link is removed, not followed
        }

        if (existed)
        {
            File.Delete(journal);
            File.Delete(report);
        }

        return existed;
    }

    /// <summary>Writes a file of a cell.</summary>
    /// <param name="id">The batch.</param>
    /// <param name="name">The file's name, such as <c>c-0123456789abcdef0123.patch</c>. One that ends in <c>.gz</c> is compressed on the way.</param>
    /// <param name="content">What to write; read to its end.</param>
    /// <param name="cancellationToken">Gives up; then nothing is there.</param>
    /// <returns>What to put into the cell's result.</returns>
    public async Task<BatchArtifact> WriteArtifactAsync(string id, string name, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        var path = ArtifactPath(id, name);
        PrivateStorage.EnsureFolder(FolderOf(id));
        var bytes = await PrivateStorage.WriteAsync(path, (file, token) => CopyAsync(content, file, IsCompressed(name), token), cancellationToken).ConfigureAwait(false);
        return new(name, bytes);
    }

    /// <summary>Opens a file of a cell, decompressed.</summary>
    /// <param name="id">The batch.</param>
    /// <param name="artifact">The file.</param>
    /// <returns>Its content; <see langword="null"/> when it is gone.</returns>
    public Stream? OpenArtifact(string id, BatchArtifact artifact)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        try
        {
            var file = new FileStream(ArtifactPath(id, artifact.File), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
            return IsCompressed(artifact.File) ? new GZipStream(file, CompressionMode.Decompress) : file;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Where the journal of a running batch is.</summary>
    internal string JournalOf(string id)
    {
        BatchIds.Check(id);
        return Path.Combine(Folder, id + JournalExtension);
    }

    private IReadOnlyList<string> ListFiles(string extension)
    {
        try
        {
            return [.. new DirectoryInfo(Folder).EnumerateFiles("*" + extension)
                .Select(file => (file.LastWriteTimeUtc, Id: file.Name[..^extension.Length]))
                .Where(static file => BatchIds.IsValid(file.Id))
                .OrderByDescending(static file => file.LastWriteTimeUtc)
                .ThenByDescending(static file => file.Id, StringComparer.Ordinal)
                .Select(static file => file.Id)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static bool IsCompressed(string name) => name.EndsWith(".gz", StringComparison.Ordinal);

    private static async Task CopyAsync(Stream content, Stream file, bool compress, CancellationToken cancellationToken)
    {
        if (!compress)
        {
            await content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            return;
        }

        var zip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true);
        await using (zip.ConfigureAwait(false))
        {
            await content.CopyToAsync(zip, cancellationToken).ConfigureAwait(false);
        }
    }

    // The name may come from a report that somebody else wrote.
    private string ArtifactPath(string id, string name) =>
        name.Length is > 0 and <= 200 && !name.StartsWith('.') && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
            ? Path.Combine(FolderOf(id), name)
            : throw new ArgumentException($"'{name}' is no name for a file of a cell. Expected letters, digits, '.', '-' and '_', no '.' at the start.", nameof(name));
}
