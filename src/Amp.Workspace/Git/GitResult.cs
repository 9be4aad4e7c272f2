using System.Text;

namespace Amp.Workspace;

/// <summary>What a git command that ran to its end gave back.</summary>
public sealed class GitResult
{
    internal GitResult(int exitCode, ReadOnlyMemory<byte> output, string standardError) => (ExitCode, Output, StandardError) = (exitCode, output, standardError);

    /// <summary>The exit code: 0, or another that the caller said to accept.</summary>
    public int ExitCode { get; }

    /// <summary>Standard output, byte for byte.</summary>
    public ReadOnlyMemory<byte> Output { get; }

    /// <summary>The end of standard error, at most 16 KiB, passwords in addresses taken out.</summary>
    public string StandardError { get; }

    /// <summary>Standard output as UTF-8 text, without the line end that git puts last.</summary>
    public string Text
    {
        get
        {
            var text = Encoding.UTF8.GetString(Output.Span);
            return text.EndsWith('\n') ? text[..^1] : text;
        }
    }

    /// <summary>Splits output that was asked for with <c>-z</c>.</summary>
    /// <returns>The fields as UTF-8 text, without the empty one after the last NUL.</returns>
    public IReadOnlyList<string> SplitAtNul()
    {
        var fields = new List<string>();
        var rest = Output.Span;
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)0);
            fields.Add(Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]));
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return fields;
    }
}
