using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Amp.Client.Threads;

/// <summary>Reads one thread file, held open, so that what is put in its place meanwhile does not mix with it.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class ThreadFileReader : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly int _maxMessageBytes;

    private ThreadFileReader(SafeFileHandle file, ThreadFileStat stat, int maxMessageBytes)
    {
        _file = file;
        Stat = stat;
        _maxMessageBytes = maxMessageBytes;
    }

    /// <summary>What the system says of the file that is open.</summary>
    public ThreadFileStat Stat { get; }

    /// <summary>Opens it.</summary>
    /// <param name="root">The folder that it is in.</param>
    /// <param name="path">The file.</param>
    /// <param name="maxMessageBytes">How large a message may be.</param>
    /// <param name="problem">Why it cannot be opened.</param>
    public static ThreadFileReader? TryOpen(AmpThreadRoot root, string path, int maxMessageBytes, out AmpThreadProblem? problem)
    {
        SafeFileHandle? file = null;
        try
        {
            // A pipe has no length, and opening it would wait for whoever writes to it.
            var named = new FileInfo(path);
            if (named.Exists && (named.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? named).Length == 0)
            {
                problem = new(AmpThreadProblemKind.Empty, "It has no content.");
                return null;
            }

            // The CLI may put a newer one in its place, or remove it, while we read.
            file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var stat = new ThreadFileStat(root, path, RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));
            problem = null;
            return new(file, stat, maxMessageBytes);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            problem = new(AmpThreadProblemKind.Missing, "It is not there.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            problem = new(AmpThreadProblemKind.Unreadable, e.Message);
        }

        file?.Dispose();
        return null;
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Whether it was written to since it was opened, which the CLI never does: it puts another in its place.</summary>
    public bool HasChanged
    {
        get
        {
            try
            {
                return RandomAccess.GetLength(_file) != Stat.Length || File.GetLastWriteTimeUtc(_file) != Stat.LastWritten;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return true;   // what cannot be said of it is not relied on
            }
        }
    }

    /// <summary>How many bytes the message has that was made last.</summary>
    public int MessageLength { get; private set; }

    /// <summary>Why the messages ended early, when they did.</summary>
    public AmpThreadProblem? MessageProblem { get; private set; }

    public ValueTask<ThreadOutline> ReadOutlineAsync(OutlineScope scope, int maxPartBytes, CancellationToken cancellationToken) =>
        OutlineReader.ReadAsync(_file, Stat, Math.Min(maxPartBytes, _maxMessageBytes), scope, cancellationToken);

    public ValueTask<ThreadOutline> ReadOutlineAsync(CancellationToken cancellationToken) => ReadOutlineAsync(OutlineScope.Whole, _maxMessageBytes, cancellationToken);

    /// <summary>Reads the id that the file says it has, and no further.</summary>
    public async ValueTask<AmpThreadId?> ReadIdAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var parts = new ThreadPartReader(_file, maxPartBytes: 4096);
            while (await parts.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (parts.Current is { Name: "id", IsCut: false } part)
                {
                    using var json = JsonDocument.Parse(part.Json);
                    return AmpThreadId.TryParse(ThreadJson.Text(json.RootElement), null, out var id) ? id : (AmpThreadId?)null;
                }
            }
        }
        catch (JsonException)
        {
            // Whoever reads the file is told.
        }

        return null;
    }

    /// <summary>Makes the messages, those too that are still being written. Stops where the file ends, be it in the middle.</summary>
    public async IAsyncEnumerable<AmpThreadMessage> ReadMessagesAsync(ThreadOutline outline, Charges charges, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var factory = new ThreadMessageFactory(outline.Times, charges);
        using var parts = new ThreadPartReader(_file, _maxMessageBytes);
        while (await parts.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (parts.Current.IsMessage)
            {
                MessageLength = parts.Current.Json.Length;
                yield return factory.Create(parts.Current);
            }
        }

        MessageProblem = parts.Problem;
    }
}
