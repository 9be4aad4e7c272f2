using System.Runtime.CompilerServices;

namespace Amp.Streaming;

internal ref partial struct Scan<TBlock>
{
    // How many objects and lists are open around the fields of each scope: line, message, usage or content, block.
    private const int LineDepth = 1;
    private const int MessageDepth = 2;
    private const int ListDepth = 3;
    private const int BlockDepth = 4;

    /// <summary>Reads the fields of an object by the general rules, up to and with its closing brace.</summary>
    /// <param name="scope">Which object.</param>
    /// <param name="pos">After the opening brace, or after a value.</param>
    /// <param name="isFirst">Whether no field has been read yet.</param>
    /// <param name="block">The number of the block, when the scope is one.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly int Members(Scope scope, int pos, bool isFirst, int block = 0)
    {
        JsonSlot key = default;
        pos = SkipSpace(pos);
        if (isFirst && At(pos) == '}')
        {
            return pos + 1;
        }

        while (true)
        {
            if (!isFirst)
            {
                if (At(pos) == '}')
                {
                    return pos + 1;
                }

                if (At(pos) != ',')
                {
                    return Fail(pos);
                }

                pos = SkipSpace(pos + 1);
            }

            isFirst = false;
            if (At(pos) != '"')
            {
                return Fail(pos);
            }

            if ((pos = String(pos + 1, ref key)) < 0)
            {
                return -1;
            }

            pos = SkipSpace(pos);
            if (At(pos) != ':')
            {
                return Fail(pos);
            }

            pos = SkipSpace(pos + 1);
            pos = scope is Scope.Block ? BlockMember(block, key, pos) : Member(scope, key, pos);
            if (pos < 0)
            {
                return -1;
            }

            pos = SkipSpace(pos);
        }
    }

    private readonly int Member(Scope scope, in JsonSlot key, int pos)
    {
        JsonSlot ignored = default;
        Span<byte> unescaped = stackalloc byte[FieldNames.MaxLength];
        var field = FieldNames.Find(scope, Name(key, unescaped));
        switch (field)
        {
            case Field.Unknown:
                _index.WithUnknown |= 1u << (int)scope;
                return Value(pos, ref ignored, DepthOf(scope));
            case Field.Message:
                return Message(pos);
            case Field.Content:
                return Content(pos);
            case Field.Usage:
                return Usage(pos);
            default:
                _index.Present |= 1u << (int)field;
                return Value(pos, ref _index[field], DepthOf(scope));
        }
    }

    private readonly int BlockMember(int block, in JsonSlot key, int pos)
    {
        Span<byte> unescaped = stackalloc byte[FieldNames.MaxLength];
        var field = FieldNames.FindInBlock(Name(key, unescaped));
        ref var index = ref _index.Block(block);
        index.Present |= 1u << (int)field;
        JsonSlot ignored = default;
        return Value(pos, ref field is BlockField.Unknown ? ref ignored : ref index[field], BlockDepth);
    }

    private readonly ReadOnlySpan<byte> Name(in JsonSlot key, Span<byte> unescaped)
    {
        var name = Text(key.Start, key.Length);
        return key.Shrink == 0 ? name : JsonName.Unescape(name, unescaped);
    }

    private static int DepthOf(Scope scope) => scope switch
    {
        Scope.Line => LineDepth,
        Scope.Message => MessageDepth,
        _ => ListDepth,
    };
}
