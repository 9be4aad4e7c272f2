using System.Globalization;
using System.Net;

namespace Amp.Batch.Reports.Html;

/// <summary>Writes HTML. Whatever is not a name of an element or of an attribute is encoded: there is no way to write markup as a value.</summary>
internal sealed class HtmlText(TextWriter writer)
{
    /// <summary>Opens an element.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="attributes">Names and values in turn. A null value leaves the attribute out; an empty one is written.</param>
    public HtmlText Open(string name, params ReadOnlySpan<string?> attributes)
    {
        writer.Write('<');
        writer.Write(name);
        for (var i = 0; i + 1 < attributes.Length; i += 2)
        {
            if (attributes[i + 1] is { } value)
            {
                writer.Write(' ');
                writer.Write(attributes[i]);
                writer.Write("=\"");
                writer.Write(WebUtility.HtmlEncode(SafeText.OneLine(value)));
                writer.Write('"');
            }
        }

        writer.Write('>');
        return this;
    }

    public HtmlText Close(string name)
    {
        writer.Write("</");
        writer.Write(name);
        writer.Write(">\n");
        return this;
    }

    /// <summary>Text of one line.</summary>
    public HtmlText Text(string text)
    {
        writer.Write(WebUtility.HtmlEncode(SafeText.OneLine(text)));
        return this;
    }

    /// <summary>Text of many lines.</summary>
    public HtmlText Lines(string text)
    {
        writer.Write(WebUtility.HtmlEncode(SafeText.Lines(text)));
        return this;
    }

    /// <summary>An element with text in it.</summary>
    public HtmlText Element(string name, string text, params ReadOnlySpan<string?> attributes) => Open(name, attributes).Text(text).Close(name);

    /// <summary>What this package itself brings: style, script, and JSON whose encoder lets no markup through.</summary>
    public HtmlText Trusted(string content)
    {
        writer.Write(content);
        return this;
    }

    /// <summary>A number for an attribute.</summary>
    public static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>A place in percent of the width or height: drawings stretch with the page, and text and dots in them do not.</summary>
    public static string Percent(double value) => value.ToString("0.###", CultureInfo.InvariantCulture) + "%";
}
