using System.Text;

namespace Amp.Workspace.Diffs;

/// <summary>Writes paths of object folders as git reads them in lists.</summary>
internal static class AlternatePaths
{
    /// <summary>In C's quotes, which git takes away again: a path may hold the separator, a line feed or a quote.</summary>
    public static string Quote(string path)
    {
        var text = new StringBuilder("\"");
        foreach (var c in path)
        {
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                _ => c.ToString(),
            });
        }

        return text.Append('"').ToString();
    }

    public static string Join(IEnumerable<string> paths) => string.Join(Path.PathSeparator, paths.Select(Quote));
}
