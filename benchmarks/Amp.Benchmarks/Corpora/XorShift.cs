namespace Amp.Benchmarks.Corpora;

/// <summary>Marsaglia's 32-bit xorshift: the same numbers on every machine and in every language.</summary>
internal sealed class XorShift(uint seed)
{
    private uint _state = seed == 0 ? 1 : seed;

    /// <summary>The next number, from 0 up to but not 1.</summary>
    public double Next()
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return _state / 4294967296.0;
    }

    /// <summary>The next whole number between two bounds, both included.</summary>
    public int Between(int low, int high) => low + (int)Math.Floor(Next() * (high - low + 1));

    /// <summary>One of several.</summary>
    public T Pick<T>(T[] items) => items[(int)Math.Floor(Next() * items.Length)];
}
