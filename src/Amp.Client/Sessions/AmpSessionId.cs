using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Amp.Client;

/// <summary>The id of a session: 1 to 64 of the characters <c>a</c>–<c>z</c>, <c>0</c>–<c>9</c>, <c>-</c> and <c>_</c>, a letter or digit first.</summary>
/// <remarks>It names a folder, so what could lead out of one, or mean another one on some system (dots, slashes, capitals), is no id.</remarks>
public readonly record struct AmpSessionId : IParsable<AmpSessionId>
{
    private const int MaxLength = 64;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_");

    private readonly string? _value;

    private AmpSessionId(string value) => _value = value;

    /// <summary>The id.</summary>
    /// <exception cref="InvalidOperationException">This is <see langword="default"/>, which is no id.</exception>
    public string Value => _value ?? throw new InvalidOperationException("This session id was never set.");

    /// <summary>Makes an id that no session has: a UUID of version 7, so that ids sort by their making.</summary>
    public static AmpSessionId Create() => new(Guid.CreateVersion7().ToString("D"));

    /// <summary>Reads an id.</summary>
    /// <param name="text">The id.</param>
    /// <exception cref="FormatException"><paramref name="text"/> is none.</exception>
    public static AmpSessionId Parse(string text) => Parse(text, null);

    /// <inheritdoc/>
    public static AmpSessionId Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return TryParse(s, provider, out var id)
            ? id
            : throw new FormatException($"'{s}' is not a session id. Expected 1 to {MaxLength} of the characters a-z, 0-9, - and _, a letter or digit first.");
    }

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out AmpSessionId result)
    {
        var isId = s is { Length: > 0 and <= MaxLength } && char.IsAsciiLetterOrDigit(s[0]) && !s.AsSpan().ContainsAnyExcept(Allowed);
        result = isId ? new(s!) : default;
        return isId;
    }

    /// <summary>Reads an id.</summary>
    /// <param name="text">The id.</param>
    /// <exception cref="FormatException"><paramref name="text"/> is none.</exception>
    public static implicit operator AmpSessionId(string text) => Parse(text);

    /// <summary>Reads an id.</summary>
    /// <param name="text">The id.</param>
    /// <exception cref="FormatException"><paramref name="text"/> is none.</exception>
    public static AmpSessionId FromString(string text) => Parse(text);

    /// <summary>Gives the id.</summary>
    public override string ToString() => _value ?? "";
}
