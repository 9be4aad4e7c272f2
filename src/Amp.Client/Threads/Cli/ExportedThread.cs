namespace Amp.Client.Threads;

/// <summary>Reads what <c>amp threads export</c> printed: one JSON document, laid out over many lines.</summary>
internal static class ExportedThread
{
    /// <returns>Null when it is no thread.</returns>
    public static async Task<AmpThread?> ReadAsync(AmpThreadId thread, string json, CancellationToken cancellationToken)
    {
        // Threads are read from files. This one is for its owner only, as the folder is.
        var folder = Directory.CreateTempSubdirectory("amp-thread-").FullName;
        try
        {
            var path = Path.Combine(folder, "thread.json");
            await File.WriteAllTextAsync(path, json, cancellationToken).ConfigureAwait(false);
            var limits = new AmpThreadStoreOptions();
            using var file = ThreadFileReader.TryOpen(new(folder, AmpThreadRootKind.Cli, "export"), path, limits.MaxMessageBytes, out _);
            if (file is null || await file.ReadIdAsync(cancellationToken).ConfigureAwait(false) is null)
            {
                return null;
            }

            // When the file was written says nothing of the thread.
            return await new ThreadReading(file, ThreadPlaces.Of([]), limits).ReadAsync(thread, cancellationToken).ConfigureAwait(false) is { } whole
                ? whole with { Path = null, Info = whole.Info with { LastActivity = null } }
                : null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
