using System.Buffers;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Amp.Client.Sessions.Journal;

/// <summary>The files of a session's log, written at the end only. One caller at a time; <see cref="Segments"/> may be read by all.</summary>
/// <remarks>
/// A line is written at a position, not appended: what a failed write has left is overwritten by the next, and what a dead host has left is
/// cut off when the log is opened. A file is begun with what all events before it come to, so old files can go.
/// </remarks>
internal sealed class SessionJournal : IDisposable
{
    private readonly string _folder;
    private readonly JournalLimits _limits;
    private JournalSegment[] _segments;
    private FileStream? _file;
    private long _length;
    private long _header;
    private bool _isTorn;

    /// <param name="folder">The session's own folder.</param>
    /// <param name="limits">How large it may grow.</param>
    /// <param name="segments">The files that there are, in order.</param>
    /// <param name="length">How much of the last one is good.</param>
    /// <param name="header">How much of that is its first line.</param>
    public SessionJournal(string folder, JournalLimits limits, IReadOnlyList<JournalSegment> segments, long length, long header) =>
        (_folder, _limits, _segments, _length, _header, _isTorn) = (folder, limits, [.. segments], length, header, true);

    /// <summary>The files that are kept, in order. A snapshot.</summary>
    public IReadOnlyList<JournalSegment> Segments => Volatile.Read(ref _segments);

    /// <summary>Writes a line. When this returns, it has survived what <see cref="JournalLimits.Durability"/> says.</summary>
    /// <param name="line">The event with its line break.</param>
    /// <param name="before">What all events before it come to.</param>
    /// <exception cref="IOException">It could not be written; then it is not in the log.</exception>
    public async Task AppendAsync(ReadOnlyMemory<byte> line, SessionState before)
    {
        // The first line does not count: it has the prompts that wait, and would fill a file by itself if they are large.
        if (_segments.Length == 0 || (_segments[^1].First <= before.Sequence && _length - _header + line.Length > _limits.SegmentBytes))
        {
            await BeginSegmentAsync(before).ConfigureAwait(false);
        }

        try
        {
            var file = _file ??= JournalFile.OpenToWrite(_segments[^1].Path);
            if (_isTorn)
            {
                file.SetLength(_length);
            }

            _isTorn = true;
            await WriteAsync(file, line, _length).ConfigureAwait(false);
        }
        catch
        {
            // The next attempt opens it anew: whatever was wrong with it may have been put right.
            Dispose();
            throw;
        }

        _length += line.Length;
        _isTorn = false;
    }

    /// <summary>Lets go of the file. The next line opens it again.</summary>
    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
    }

    private async Task BeginSegmentAsync(SessionState before)
    {
        var header = new ArrayBufferWriter<byte>();
        header.Write(JsonSerializer.SerializeToUtf8Bytes(new SegmentHeader(before), JournalJson.Readable.SegmentHeader));
        header.Write("\n"u8);

        // A file that an attempt before this one left is begun anew: nothing in it was ever shown.
        var segment = new JournalSegment(before.Sequence + 1, JournalSegment.PathOf(_folder, before.Sequence + 1), 0);
        var file = JournalFile.Create(segment.Path);
        try
        {
            await WriteAsync(file, header.WrittenMemory, 0).ConfigureAwait(false);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        Dispose();
        (_file, var closed) = (file, _length);
        (_length, _header, _isTorn) = (header.WrittenCount, header.WrittenCount, false);
        JournalSegment[] segments = [.. _segments, segment];
        if (segments.Length > 1)
        {
            segments[^2] = segments[^2] with { Length = closed };
        }

        Volatile.Write(ref _segments, segments);
        DropOldest();
    }

    private void DropOldest()
    {
        // Room for the file that was just begun is made now, so that the whole stays below the limit while it fills.
        var total = _header + _limits.SegmentBytes + _segments.Sum(static segment => segment.Length);
        while (_segments.Length > 1 && total > _limits.MaxBytes)
        {
            var oldest = _segments[0];
            total -= oldest.Length;
            Volatile.Write(ref _segments, _segments[1..]);
            try
            {
                File.Delete(oldest.Path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Somebody reads it, on a system where that matters. It is found again, and dropped, when the log is next opened and grows.
            }
        }
    }

    private async Task WriteAsync(FileStream file, ReadOnlyMemory<byte> bytes, long position)
    {
        await RandomAccess.WriteAsync(file.SafeFileHandle, bytes, position, CancellationToken.None).ConfigureAwait(false);
        if (_limits.Durability is AmpSessionDurability.Disk)
        {
            // It blocks, and there is no other call: on a slow disk, on a thread of its own, or the whole host would wait for those of the pool.
            await Task.Factory.StartNew(static handle => RandomAccess.FlushToDisk((SafeFileHandle)handle!), file.SafeFileHandle, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }
    }
}
