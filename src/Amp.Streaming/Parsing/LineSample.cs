using System.Text;
using System.Text.RegularExpressions;

namespace Amp.Streaming;

/// <summary>The beginning of a bad line, made fit for a log when somebody looks at it: most samples nobody does.</summary>
internal sealed partial class LineSample
{
    // What is redacted is looked for in more than what is shown, so that no half of a secret stands at the cut.
    private const int MaxBytes = 1024;

    private readonly byte[] _line;
    private readonly Func<string, string>? _redact;

    public LineSample(ReadOnlySpan<byte> line, Func<string, string>? redact) =>
        (_line, _redact) = (line[..Math.Min(line.Length, MaxBytes)].ToArray(), redact);

    public override string ToString()
    {
        var text = Encoding.UTF8.GetString(_line);
        text = ByKey().Replace(text, "$1[REDACTED]");
        text = ByShape().Replace(text, "[REDACTED]");
        text = _redact?.Invoke(text) ?? text;

        var shown = text.AsSpan(0, Math.Min(text.Length, MalformedLine.MaxSampleLength));
        return string.Create(shown.Length, shown, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = char.IsControl(source[i]) ? '\uFFFD' : source[i];
            }
        });
    }

    public static string PlainText(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line[..Math.Min(line.Length, AmpStreamItem.MaxPlainTextLength * 3)]);
        return text.Length <= AmpStreamItem.MaxPlainTextLength ? text : text[..AmpStreamItem.MaxPlainTextLength];
    }

    [GeneratedRegex("""((?:(?:token|secret|password|api_?-?key|authorization|credential)[a-z_-]*)\\?"?\s*[:=]\s*\\?"?)(?:Bearer\s+)?[^\s"\\,;}&]+""", RegexOptions.IgnoreCase)]
    private static partial Regex ByKey();

    [GeneratedRegex("""(?:sgamp_|sk-ant-|sk-|ghp_|gho_|github_pat_|xox[bap]-)[A-Za-z0-9_-]{8,}|(?<=Bearer\s)[A-Za-z0-9._~+/=-]{8,}""", RegexOptions.None)]
    private static partial Regex ByShape();
}
