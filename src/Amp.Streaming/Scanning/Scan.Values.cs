using System.Runtime.CompilerServices;

namespace Amp.Streaming;

internal ref partial struct Scan<TBlock>
{
    /// <summary>Reads any value, spaces before it included. <paramref name="depth"/> is how many objects and lists are open around it.</summary>
    private readonly int Value(int pos, ref JsonSlot slot, int depth)
    {
        pos = SkipSpace(pos);
        var c = At(pos);
        if (c == '"')
        {
            return String(pos + 1, ref slot);
        }

        slot.Start = pos;
        slot.Shrink = 0;
        int end;
        if (c is (byte)'{' or (byte)'[')
        {
            slot.Kind = c == '{' ? JsonKind.Object : JsonKind.Array;
            end = Container(pos, depth);
        }
        else
        {
            end = Scalar(pos, out slot.Kind);
        }

        slot.Length = end - pos;
        return end;
    }

    private readonly int Scalar(int pos, out JsonKind kind)
    {
        switch (At(pos))
        {
            case (byte)'n':
                kind = JsonKind.Null;
                return Literal(pos, "null"u8);
            case (byte)'f':
                kind = JsonKind.False;
                return Literal(pos, "false"u8);
            case (byte)'t':
                kind = JsonKind.True;
                return Literal(pos, "true"u8);
            default:
                return Number(pos, out kind);
        }
    }

    private readonly int Literal(int pos, ReadOnlySpan<byte> literal)
    {
        for (var i = 0; i < literal.Length; i++)
        {
            if (At(pos + i) != literal[i])
            {
                return Fail(pos + i);
            }
        }

        return pos + literal.Length;
    }

    private readonly int Number(int pos, out JsonKind kind)
    {
        kind = JsonKind.Integer;
        var isNegative = At(pos) == '-';
        if (isNegative)
        {
            pos++;
        }

        if (At(pos) == '0')
        {
            pos++;
            kind = isNegative ? JsonKind.Number : JsonKind.Integer;
        }
        else if ((pos = Digits(pos)) < 0)
        {
            return -1;
        }

        if (At(pos) == '.')
        {
            kind = JsonKind.Number;
            if ((pos = Digits(pos + 1)) < 0)
            {
                return -1;
            }
        }

        if ((At(pos) | 0x20) == 'e')
        {
            kind = JsonKind.Number;
            pos++;
            pos = Digits(At(pos) is (byte)'+' or (byte)'-' ? pos + 1 : pos);
        }

        return pos;
    }

    // At least one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int Digits(int pos)
    {
        if (!IsDigit(At(pos)))
        {
            return Fail(pos);
        }

        do
        {
            pos++;
        }
        while (IsDigit(At(pos)));

        return pos;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsDigit(byte c) => (uint)(c - '0') <= 9;
}
