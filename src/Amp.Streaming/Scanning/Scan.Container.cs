using System.Runtime.CompilerServices;

namespace Amp.Streaming;

internal ref partial struct Scan<TBlock>
{
    /// <summary>Steps over an object or a list of which nothing is written down, without recursion: one bit for each level.</summary>
    private readonly int Container(int pos, int depth)
    {
        OpenKinds isObject = default;
        JsonSlot ignored = default;
        var level = depth;

    Open:
        if (level == JsonLimits.MaxDepth)
        {
            _index.IsTooDeep = true;
            return Fail(pos);
        }

        var inObject = At(pos) == '{';
        SetKind(ref isObject, level++, inObject);
        pos = SkipSpace(pos + 1);
        if (At(pos) == (inObject ? (byte)'}' : (byte)']'))
        {
            goto Close;
        }

    Item:
        if (inObject)
        {
            if (At(pos) != '"')
            {
                return Fail(pos);
            }

            if ((pos = String(pos + 1, ref ignored)) < 0)
            {
                return -1;
            }

            pos = SkipSpace(pos);
            if (At(pos) != ':')
            {
                return Fail(pos);
            }

            pos = SkipSpace(pos + 1);
        }

        switch (At(pos))
        {
            case (byte)'"':
                pos = String(pos + 1, ref ignored);
                break;
            case (byte)'{' or (byte)'[':
                goto Open;
            default:
                pos = Scalar(pos, out _);
                break;
        }

        if (pos < 0)
        {
            return -1;
        }

    After:
        pos = SkipSpace(pos);
        if (At(pos) == ',')
        {
            pos = SkipSpace(pos + 1);
            goto Item;
        }

        if (At(pos) != (inObject ? (byte)'}' : (byte)']'))
        {
            return Fail(pos);
        }

    Close:
        pos++;
        if (--level == depth)
        {
            return pos;
        }

        inObject = GetKind(ref isObject, level - 1);
        goto After;
    }

    private static void SetKind(ref OpenKinds kinds, int level, bool isObject)
    {
        ref var word = ref kinds[level >> 6];
        var bit = 1UL << level;
        word = isObject ? word | bit : word & ~bit;
    }

    private static bool GetKind(ref OpenKinds kinds, int level) => ((kinds[level >> 6] >> level) & 1) != 0;

    [InlineArray((JsonLimits.MaxDepth + 63) / 64)]
    private struct OpenKinds
    {
        private ulong _first;
    }
}
