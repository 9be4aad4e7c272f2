using System.ComponentModel;

namespace Amp.Benchmarks.Children;

/// <summary>The programs in the folder Node, and whether there is a Node to run them.</summary>
internal static class NodePrograms
{
    /// <summary>The version of the Node on PATH.</summary>
    /// <returns><see langword="null"/> when there is none.</returns>
    public static async Task<string?> FindVersionAsync()
    {
        try
        {
            return await Self.RunAsync(["node", "--version"]);
        }
        catch (Win32Exception)
        {
            // The system's way to say that there is no such program.
            return null;
        }
    }

    public static IReadOnlyList<string> Command(string program, params IReadOnlyList<string> arguments) =>
        ["node", Path.Combine(AppContext.BaseDirectory, "Node", program), .. arguments];
}
