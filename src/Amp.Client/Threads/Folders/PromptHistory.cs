using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Amp.Streaming;

namespace Amp.Client.Threads;

/// <summary>Reads <c>history.jsonl</c>, line by line. Which fields it has no recording shows: several names are understood, and the whole line is kept.</summary>
internal static class PromptHistory
{
    private const int LongestLine = 4 * 1024 * 1024;

    private static readonly string[] TextNames = ["text", "prompt", "content", "message", "input"];
    private static readonly string[] FolderNames = ["cwd", "workingDirectory", "directory"];
    private static readonly string[] TimeNames = ["timestamp", "time", "createdAt", "sentAt", "ts"];

    public static async IAsyncEnumerable<AmpPromptHistoryEntry> ReadAsync(ThreadPlaces places, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var folder in places.DataFolders)
        {
            await foreach (var entry in ReadFileAsync(Path.Combine(folder, "history.jsonl"), cancellationToken).ConfigureAwait(false))
            {
                yield return entry;
            }
        }
    }

    private static async IAsyncEnumerable<AmpPromptHistoryEntry> ReadFileAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = TryOpen(path, out var problem);
        if (problem is not null)
        {
            yield return new() { Path = path, Line = 0, Problem = problem };
        }

        if (reader is null)
        {
            yield break;
        }

        try
        {
            var isSkipping = false;
            for (var line = 1L; ;)
            {
                var read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                var buffer = read.Buffer;
                while (buffer.PositionOf((byte)'\n') is { } end)
                {
                    if (!isSkipping && EntryOf(path, line, buffer.Slice(0, end)) is { } entry)
                    {
                        yield return entry;
                    }

                    isSkipping = false;
                    line++;
                    buffer = buffer.Slice(buffer.GetPosition(1, end));
                }

                if (read.IsCompleted)
                {
                    // The last line may lack its end, because it is being written or because nobody wrote one.
                    if (!isSkipping && EntryOf(path, line, buffer) is { } last)
                    {
                        yield return last;
                    }

                    yield break;
                }

                if (!isSkipping && buffer.Length > LongestLine)
                {
                    isSkipping = true;
                    yield return new() { Path = path, Line = line, Problem = new(AmpThreadProblemKind.TooLarge, $"Line {line} is longer than {LongestLine} bytes.") };
                }

                reader.AdvanceTo(isSkipping ? buffer.End : buffer.Start, buffer.End);
            }
        }
        finally
        {
            await reader.CompleteAsync().ConfigureAwait(false);
        }
    }

    private static AmpPromptHistoryEntry? EntryOf(string path, long line, ReadOnlySequence<byte> bytes)
    {
        var json = bytes.ToArray().AsSpan().Trim(" \t\r\uFEFF"u8);
        if (json.IsEmpty)
        {
            return null;
        }

        try
        {
            var raw = new RawJson(json);
            return new()
            {
                Path = path,
                Line = line,
                Json = raw,
                Text = ThreadJson.Text(raw.Element) ?? First(TextNames, name => raw.Element.Text(name)),
                WorkingDirectory = First(FolderNames, name => raw.Element.Text(name)),
                Timestamp = TimeNames.Select(name => raw.Element.Time(name)).FirstOrDefault(static time => time is not null),
            };
        }
        catch (Exception e) when (ThreadJson.IsInvalid(e))
        {
            return new() { Path = path, Line = line, Problem = new(AmpThreadProblemKind.Corrupt, $"Line {line} is not valid JSON.") };
        }
    }

    private static string? First(string[] names, Func<string, string?> read) => names.Select(read).FirstOrDefault(static text => text is not null);

    private static PipeReader? TryOpen(string path, out AmpThreadProblem? problem)
    {
        problem = null;
        try
        {
            return new FileInfo(path) is { Exists: true, Length: > 0 }
                ? PipeReader.Create(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0), new(bufferSize: 64 * 1024))
                : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = new(AmpThreadProblemKind.Unreadable, e.Message);
            return null;
        }
    }
}
