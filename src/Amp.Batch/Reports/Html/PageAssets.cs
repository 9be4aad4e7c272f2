using System.Security.Cryptography;
using System.Text;

namespace Amp.Batch.Reports.Html;

/// <summary>The style sheet and the script of the page, and the policy that lets these two run and nothing else.</summary>
internal static class PageAssets
{
    public static string Style { get; } = Read("report.css");

    public static string Script { get; } = Read("report.js");

    /// <summary>Nothing may be loaded, sent or run but these two, known by their hashes. So even markup that slipped through could do nothing.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'; base-uri 'none'; form-action 'none'";

    private static string Hash(string content) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}";

    private static string Read(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream($"Amp.Batch.Reports.Html.{name}")
            ?? throw new InvalidOperationException($"The resource {name} is missing from Amp.Batch.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // A browser reads CRLF as LF before it computes the hash.
        return "\n" + reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
