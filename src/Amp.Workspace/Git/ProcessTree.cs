using System.Globalization;

namespace Amp.Workspace.Git;

/// <summary>A process and what it started.</summary>
internal static class ProcessTree
{
    /// <returns>The process first, then its descendants as far as the system tells (Linux does).</returns>
    public static IReadOnlyList<int> Of(int processId)
    {
        var tree = new List<int> { processId };
        for (var i = 0; i < tree.Count && OperatingSystem.IsLinux(); i++)
        {
            try
            {
                foreach (var thread in Directory.EnumerateDirectories($"/proc/{tree[i]}/task"))
                {
                    var children = File.ReadAllText($"{thread}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
                    tree.AddRange(children.Select(id => int.Parse(id, CultureInfo.InvariantCulture)).Except(tree));
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It ended while we looked.
            }
        }

        return tree;
    }
}
