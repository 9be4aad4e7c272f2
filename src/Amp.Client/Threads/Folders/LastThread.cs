using Amp.Client.Authentication;

namespace Amp.Client.Threads;

/// <summary>Finds which thread the CLI would continue.</summary>
internal static class LastThread
{
    private const int LongestId = 1024;

    public static async Task<AmpLastThread?> FindAsync(ThreadPlaces places, CancellationToken cancellationToken)
    {
        List<AmpLastThread> found = [];
        foreach (var folder in places.StateFolders)
        {
            var path = Path.Combine(folder, "last-thread-id");
            Add(path, await ReadIdAsync(path, cancellationToken).ConfigureAwait(false));
        }

        foreach (var folder in places.DataFolders)
        {
            var path = Path.Combine(folder, "session.json");
            Add(path, SmallJsonFile.Read(path, static json => json.Text("lastExecuteThreadId") ?? json.Text("lastThreadId")));
        }

        return found.MaxBy(static last => last.LastWritten);

        void Add(string path, string? text)
        {
            if (AmpThreadId.TryParse(text, null, out var id))
            {
                found.Add(new(id, path, File.GetLastWriteTimeUtc(path)));
            }
        }
    }

    private static async ValueTask<string?> ReadIdAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: > 0 and < LongestId } ? await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
