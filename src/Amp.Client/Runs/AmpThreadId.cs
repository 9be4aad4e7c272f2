using System.Diagnostics.CodeAnalysis;

namespace Amp.Client;

/// <summary>The id of a thread: <c>T-</c> and a UUID. A thread's web address is understood too.</summary>
/// <remarks>Checked here, because the CLI answers an unknown shape with an exit code and a line of text.</remarks>
public readonly record struct AmpThreadId : IParsable<AmpThreadId>
{
    private const int Length = 2 + 36;

    private readonly string? _value;

    private AmpThreadId(string value) => _value = value;

    /// <summary>The id, such as <c>T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd</c>.</summary>
    /// <exception cref="InvalidOperationException">This is <see langword="default"/>, which is no id.</exception>
    public string Value => _value ?? throw new InvalidOperationException("This thread id was never set.");

    /// <summary>Reads an id or a thread's web address.</summary>
    /// <param name="text">Such as <c>T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd</c> or <c>https://ampcode.com/threads/T-…</c>.</param>
    /// <exception cref="FormatException"><paramref name="text"/> is neither.</exception>
    public static AmpThreadId Parse(string text) => Parse(text, null);

    /// <inheritdoc/>
    public static AmpThreadId Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return TryParse(s, provider, out var id)
            ? id
            : throw new FormatException($"'{s}' is not a thread id. Expected T- and a UUID, such as T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd, or the address of a thread that ends in one.");
    }

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out AmpThreadId result)
    {
        result = default;
        var text = s.AsSpan().Trim();
        if (Uri.TryCreate(s, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            text = url!.AbsolutePath.AsSpan().TrimEnd('/');
            var last = text.LastIndexOf('/');
            text = last > 0 && text[..last].EndsWith("/threads") ? text[(last + 1)..] : default;
        }

        if (text.Length != Length || !text.StartsWith("T-") || !Guid.TryParseExact(text[2..], "D", out _))
        {
            return false;
        }

        result = new(text.ToString());
        return true;
    }

    /// <summary>Reads an id or a thread's web address.</summary>
    /// <param name="text">The id.</param>
    /// <exception cref="FormatException"><paramref name="text"/> is neither.</exception>
    public static implicit operator AmpThreadId(string text) => Parse(text);

    /// <summary>Reads an id or a thread's web address.</summary>
    /// <param name="text">The id.</param>
    /// <exception cref="FormatException"><paramref name="text"/> is neither.</exception>
    public static AmpThreadId FromString(string text) => Parse(text);

    /// <summary>Gives the id.</summary>
    public override string ToString() => _value ?? "";
}
