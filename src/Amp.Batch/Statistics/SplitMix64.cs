namespace Amp.Batch.Statistics;

/// <summary>Random numbers that are the same in every version of .NET, so that a report can be computed again.</summary>
/// <remarks>
/// <b>Source.</b> G. L. Steele, D. Lea and C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014; the constants are those of Vigna's <c>splitmix64.c</c>.
/// Not for secrets.
/// </remarks>
internal sealed class SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A generator for one purpose: what is computed for another does not change its numbers.</summary>
    public static SplitMix64 For(ulong seed, string purpose)
    {
        // FNV-1a (Fowler, Noll and Vo).
        var hash = 14695981039346656037UL;
        foreach (var c in purpose)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return new(seed ^ hash);
    }

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to one less than <paramref name="limit"/>. The bias is below 2⁻³² for any sample that fits into memory.</summary>
    public int Below(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);
}
