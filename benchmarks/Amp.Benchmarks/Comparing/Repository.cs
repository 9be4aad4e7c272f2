namespace Amp.Benchmarks.Comparing;

/// <summary>Where the checkout is.</summary>
internal static class Repository
{
    /// <summary>The nearest folder above the program that holds the solution; the current folder when there is none.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory) ?? Environment.CurrentDirectory;

    private static string? Find(string? folder) => folder is null ? null
        : File.Exists(Path.Combine(folder, "AmpClient.sln")) ? folder
        : Find(Path.GetDirectoryName(folder));
}
