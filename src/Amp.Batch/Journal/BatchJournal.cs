using System.Text.Json;
using Amp.Batch.Results;

namespace Amp.Batch.Journal;

/// <summary>What of a batch is over, line by line, each on the disk before anybody is told. Holding it open keeps other hosts away; the system lets go when its holder dies. Thread-safe.</summary>
internal sealed class BatchJournal : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FileStream _file;

    private BatchJournal(FileStream file, JournalHeader header, IReadOnlyList<BatchCellResult> finished) => (_file, Header, Finished) = (file, header, finished);

    public JournalHeader Header { get; }

    /// <summary>What was over when it was opened. Of two results of a cell the later counts.</summary>
    public IReadOnlyList<BatchCellResult> Finished { get; }

    /// <exception cref="BatchStoreException">There is one already.</exception>
    public static BatchJournal Create(string path, JournalHeader header)
    {
        PrivateStorage.EnsureFolder(Path.GetDirectoryName(path)!);
        FileStream file;
        try
        {
            file = Open(path, FileMode.CreateNew);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new BatchStoreException($"There is a journal '{path}' already: resume that batch, or delete it.", e);
        }

        var journal = new BatchJournal(file, header, []);
        journal.Append(new() { Header = header });
        return journal;
    }

    /// <summary>Opens the journal of a batch that did not come to its end. A line that was being written when the host died is cut off.</summary>
    /// <exception cref="BatchStoreException">There is none, another host has it, or its header cannot be read.</exception>
    public static BatchJournal Resume(string path)
    {
        FileStream file;
        try
        {
            file = Open(path, FileMode.Open);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BatchStoreException($"There is no journal '{path}': the batch came to its end, or never began.", e);
        }
        catch (IOException e)
        {
            throw new BatchStoreException($"'{path}' is held by another host: the batch is running there.", e);
        }

        try
        {
            var (header, finished, length) = Read(file);
            file.SetLength(length);
            file.Position = length;
            return new(file, header, finished);
        }
        catch (Exception e)
        {
            file.Dispose();
            throw e is BatchStoreException ? e : new BatchStoreException($"The journal '{path}' cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Holds the journal of a batch that nobody runs, so that nobody takes it up; <see langword="null"/> when somebody runs it.</summary>
    public static IDisposable? TryHold(string path)
    {
        try
        {
            return Open(path, FileMode.Open);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Stream.Null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Add(BatchCellResult result) => Append(new() { Finished = result });

    public void Dispose() => _file.Dispose();

    /// <summary>Deletes it: the report has everything. Before it lets go, so that nobody takes it up in between.</summary>
    public void Delete()
    {
        File.Delete(_file.Name);
        _file.Dispose();
    }

    private static (JournalHeader Header, IReadOnlyList<BatchCellResult> Finished, long Length) Read(FileStream file)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        JournalHeader? header = null;
        var finished = new Dictionary<string, BatchCellResult>(StringComparer.Ordinal);
        var at = 0;
        while (bytes.AsSpan(at).IndexOf((byte)'\n') is >= 0 and var length)
        {
            if (TryRead(bytes.AsSpan(at, length)) is { } line)
            {
                header ??= line.Header;
                if (line.Finished is { } result)
                {
                    finished[result.CellId] = result;
                }
            }

            at += length + 1;
        }

        return header switch
        {
            null => throw new BatchStoreException($"The journal '{file.Name}' has no header: its host died before the first run. Delete the batch and run it anew."),
            { SchemaVersion: > JournalHeader.CurrentSchemaVersion } => throw new BatchStoreException($"The journal '{file.Name}' is of a later version of Amp.Batch (schemaVersion {header.SchemaVersion}): resume it with that."),
            // A line that is about no cell of the batch was not written by a batch.
            _ => (header, [.. header.Cells.Distinct(StringComparer.Ordinal).Select(finished.GetValueOrDefault).OfType<BatchCellResult>()], at),
        };
    }

    // A line that cannot be read is a cell that is run again: that costs a run, and loses nothing.
    private static JournalLine? TryRead(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, JournalJsonContext.Default.JournalLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode is FileMode.CreateNew)
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        else if (OperatingSystem.IsWindows())
        {
            options.Share = FileShare.Delete;   // Delete works on an open file
        }

        return new(path, options);
    }

    private void Append(JournalLine line)
    {
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line, JournalJsonContext.Default.JournalLine), (byte)'\n'];
        lock (_lock)
        {
            _file.Write(bytes);
            _file.Flush(flushToDisk: true);
        }
    }
}
