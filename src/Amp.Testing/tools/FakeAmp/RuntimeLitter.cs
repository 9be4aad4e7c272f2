using System.Globalization;

namespace Amp.Testing.Player;

/// <summary>Takes away the files that the .NET runtime puts into the temporary folder for debuggers.</summary>
/// <remarks>
/// The runtime removes them when it ends by itself. A fake is killed more often than not, and a test that counts temporary files
/// would see them. <c>DOTNET_EnableDiagnostics=0</c> would prevent them, but is read from the environment only, and the environment
/// is what the program under test gives. Linux only: elsewhere the names cannot be known without listing the whole folder.
/// </remarks>
internal static class RuntimeLitter
{
    private const int FieldsBeforeStartTime = 19;

    public static void Remove()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            // The names end in the start time of the process: field 22, counted behind the name, which may hold blanks.
            var stat = File.ReadAllText("/proc/self/stat");
            var startTime = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[FieldsBeforeStartTime];
            var id = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{startTime}");
            var folder = Path.GetTempPath();

            File.Delete(Path.Combine(folder, $"clr-debug-pipe-{id}-in"));
            File.Delete(Path.Combine(folder, $"clr-debug-pipe-{id}-out"));
            File.Delete(Path.Combine(folder, $"dotnet-diagnostic-{id}-socket"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Left behind, then: tidiness is no reason to fail a test.
        }
    }
}
