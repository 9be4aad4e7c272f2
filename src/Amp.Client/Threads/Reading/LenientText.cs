using System.Text;

namespace Amp.Client.Threads;

/// <summary>Reads a JSON string that holds half of a surrogate pair, or bytes that are no UTF-8. JavaScript lets both be; <c>System.Text.Json</c> does not.</summary>
internal static class LenientText
{
    /// <param name="json">What stands between the quotes of a valid JSON string.</param>
    public static string Of(ReadOnlySpan<byte> json)
    {
        // Bytes that are no UTF-8 become U+FFFD; escapes are ASCII, and stay what they are.
        var source = Encoding.UTF8.GetString(json);
        var text = new StringBuilder(source.Length);
        for (var i = 0; i < source.Length; i++)
        {
            var c = source[i];
            if (c is '\\')
            {
                c = source[++i] switch
                {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    'b' => '\b',
                    'f' => '\f',
                    'u' => (char)ushort.Parse(source.AsSpan(i + 1, 4), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture),
                    var other => other,
                };
                i += source[i] is 'u' ? 4 : 0;
            }

            text.Append(c);
        }

        return text.ToString();
    }
}
