using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Amp.Workspace.Diffs;

/// <summary>The names that git gives to its objects.</summary>
internal static class ObjectId
{
    public const int Sha256Length = 64;

    /// <summary>The name of a tree of this content.</summary>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "It is the name that git gives to the object, and git checks it.")]
    public static string OfTree(ReadOnlySpan<byte> content, bool isSha256)
    {
        using var hash = IncrementalHash.CreateHash(isSha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"tree {content.Length}\0")));
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
