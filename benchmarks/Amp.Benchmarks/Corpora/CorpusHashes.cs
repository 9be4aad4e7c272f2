using System.Security.Cryptography;

namespace Amp.Benchmarks.Corpora;

/// <summary>What the generated corpora must be, byte for byte: the SHA-256 of the JavaScript generator's output.</summary>
internal static class CorpusHashes
{
    private static readonly Dictionary<(string Name, int Megabytes), string> Known = new()
    {
        [("chat", 1)] = "f25f053feacae75492068597eda3ceb61214392ad9f7f0092313a76172c0e868",
        [("tools", 1)] = "1e9595e23281ae6a670544ac476376c87684aa06a7680240f8cde62ddee71637",
        [("tiny", 1)] = "572c1c6ca6c5068fa26315d5053d60d441a22e388e8e5071d428245a0627059f",
        [("chat", 16)] = "ea88141fe4b504615d81aedaace4be038ed59cc0b4729279513ecfa449fd6222",
        [("tools", 16)] = "aac3551746d18695702347a7ac84c3b9145845387c8a1edc1f650facca06f6dd",
        [("tiny", 16)] = "95bc6951c66a68eef90c096395a9ce5f08dbc3929e83c1e6ccc59d4bb01e69a9",
        [("chat", 64)] = "6dce592613d0cf8edc46d1020b119b518a553b7bdba11fc96a35650df0e2cbc4",
        [("tools", 64)] = "b9c9d7aa474126df240365848ae58cf911caa9abc18736753bd7b54bf33c0bae",
        [("tiny", 64)] = "5e67e4c0a7e13952b89cef22cf94135d119733c3c7b93f41af556b21691052b6",
    };

    /// <summary>Whether bytes are those of a corpus.</summary>
    /// <returns><see langword="null"/> when no hash is known for that size.</returns>
    public static bool? Matches(string name, int megabytes, ReadOnlySpan<byte> bytes) =>
        Known.TryGetValue((name, megabytes), out var hash) ? Convert.ToHexStringLower(SHA256.HashData(bytes)) == hash : null;
}
