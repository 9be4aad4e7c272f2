using System.Buffers;

namespace Amp.Workspace.Git;

/// <summary>Lets a caller's words into a command line only as what they are meant to be.</summary>
internal static class GitArgument
{
    private static readonly SearchValues<char> NeverInARef = SearchValues.Create(" ~^:?*[\\");

    /// <summary>A revision: a name or expression that stands for a commit or tree.</summary>
    /// <exception cref="ArgumentException">It is empty, could be read as an option, or holds a character that no revision can.</exception>
    public static string Revision(string value, string parameter)
    {
        CheckWord(value, parameter, "revision");
        return value;
    }

    /// <summary>The name of a branch, without <c>refs/heads/</c>, after git's own rules (<c>git check-ref-format</c>).</summary>
    /// <exception cref="ArgumentException">It cannot be the name of a branch.</exception>
    public static string Branch(string value, string parameter)
    {
        CheckWord(value, parameter, "branch name");
        var isBad = value is "HEAD" or "@"
            || value.StartsWith('/') || value.EndsWith('/') || value.EndsWith('.')
            || value.Contains("..", StringComparison.Ordinal) || value.Contains("//", StringComparison.Ordinal) || value.Contains("@{", StringComparison.Ordinal)
            || value.AsSpan().ContainsAny(NeverInARef)
            || value.Split('/').Any(part => part.StartsWith('.') || part.EndsWith(".lock", StringComparison.Ordinal));
        return isBad ? throw new ArgumentException($"'{value}' cannot be the name of a branch: see 'git check-ref-format'.", parameter) : value;
    }

    /// <summary>A path that git will not take for an option. Give it after <c>--</c> as well.</summary>
    public static string Path(string value, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, parameter);
        return value.Contains('\0') ? throw new ArgumentException("A path cannot hold a NUL character.", parameter)
            : value.StartsWith('-') ? "./" + value
            : value;
    }

    private static void CheckWord(string value, string parameter, string what)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, parameter);
        if (value.StartsWith('-'))
        {
            throw new ArgumentException($"A {what} cannot begin with '-': '{value}' would be an option.", parameter);
        }

        if (value.Any(char.IsControl))
        {
            throw new ArgumentException($"A {what} cannot hold a control character.", parameter);
        }
    }
}
