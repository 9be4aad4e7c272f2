namespace Amp.Streaming;

/// <summary>Takes a line apart that is not one object and nothing else, and finds the objects in it.</summary>
/// <remarks>
/// Objects that stand one after the other are taken as they are. In other text an object is looked for by how the CLI begins
/// one, and believed only when it is a whole message of a known kind that nothing but another one, a colour sequence or the end
/// of the line follows: text that only quotes a message must not become one.
/// </remarks>
internal sealed class LineDissection(LineScanner scanner, LineIndex index)
{
    // Work stays bounded: each wrong candidate may cost a scan of the rest of the line.
    private const int MaxWrongCandidates = 16;

    private const byte Escape = 0x1B;

    /// <summary>Where the objects that can be read begin.</summary>
    public List<int> Objects { get; } = [];

    /// <summary>What is wrong with the line; <see langword="null"/> when nothing but a lack of UTF-8 is.</summary>
    public MalformedLineReason? Reason { get; private set; }

    /// <summary>Whether the line is the beginning of one object, to be tried together with the next line.</summary>
    public bool IsPrefix { get; private set; }

    /// <summary>Whether an object holds bytes that are not UTF-8.</summary>
    public bool HasInvalidUtf8 { get; private set; }

    /// <summary>Takes apart the line from <paramref name="start"/> to <paramref name="end"/>; a line break must follow in the buffer.</summary>
    public void Run(ReadOnlySpan<byte> buffer, int start, int end)
    {
        Reset();
        var line = buffer[..end];
        var (pos, reason) = SkipFiller(line, start);
        Reason = reason;
        if (pos == end)
        {
            return;
        }

        var isJson = line[pos] is (byte)'{' or (byte)'[';
        var rest = pos;
        while (rest < end && (line[rest] == '{' || (rest == pos && isJson)))
        {
            var after = Scan(buffer, rest);
            if (after < 0)
            {
                if (StopsAt(rest, pos, end, line))
                {
                    return;
                }

                break;
            }

            Objects.Add(rest);
            (rest, reason) = SkipFiller(line, after);
            Reason ??= reason;
            if (rest < end && line[rest] != '{' && index.Kind is AmpFrameKind.Unknown)
            {
                // Any braces may open a line of text. Only a message of ours is taken out of one.
                Objects.RemoveAt(Objects.Count - 1);
            }
        }

        if (rest == end)
        {
            Reason = Objects.Count > 1 ? MalformedLineReason.MultipleValues : Reason;
            return;
        }

        Search(buffer, rest, end);
        Reason = Objects.Count > 0 ? MalformedLineReason.SurroundingText : isJson ? MalformedLineReason.InvalidJson : MalformedLineReason.NotJson;
    }

    /// <summary>Steps over spaces, byte order marks and NULs.</summary>
    public static (int Position, MalformedLineReason? Reason) SkipFiller(ReadOnlySpan<byte> line, int pos)
    {
        MalformedLineReason? reason = null;
        while (pos < line.Length)
        {
            if (line[pos] is (byte)' ' or (byte)'\t' or (byte)'\r')
            {
                pos++;
            }
            else if (line[pos] == 0)
            {
                reason ??= MalformedLineReason.NulBytes;
                pos++;
            }
            else if (line[pos..].StartsWith("\uFEFF"u8))
            {
                reason ??= MalformedLineReason.ByteOrderMark;
                pos += 3;
            }
            else
            {
                break;
            }
        }

        return (pos, reason);
    }

    // Whether a failed scan says all there is to say about the line: it is cut, or nested too deep.
    private bool StopsAt(int at, int first, int end, ReadOnlySpan<byte> line)
    {
        if (index.IsTooDeep)
        {
            Reason = MalformedLineReason.TooDeep;
            return true;
        }

        if (index.ErrorAt < end || line[at] != '{')
        {
            return false;
        }

        IsPrefix = at == first;
        Reason = MalformedLineReason.Truncated;
        return true;
    }

    private void Search(ReadOnlySpan<byte> buffer, int pos, int end)
    {
        var wrong = 0;
        while (wrong < MaxWrongCandidates && buffer[pos..end].IndexOf("{\"type\":\""u8) is var found and >= 0)
        {
            pos += found;
            var after = Scan(buffer, pos);
            if (after >= 0 && index.Kind is not AmpFrameKind.Unknown && IsEnd(buffer, after, end))
            {
                Objects.Add(pos);
                pos = after;
            }
            else
            {
                wrong++;
                pos++;
            }
        }
    }

    private static bool IsEnd(ReadOnlySpan<byte> buffer, int pos, int end)
    {
        (pos, _) = SkipFiller(buffer[..end], pos);
        return pos == end || buffer[pos] is (byte)'{' or Escape;
    }

    private int Scan(ReadOnlySpan<byte> buffer, int pos)
    {
        var after = scanner.Scan(buffer, pos, index);
        HasInvalidUtf8 |= after >= 0 && index.HasInvalidUtf8;
        return after;
    }

    private void Reset()
    {
        (Reason, IsPrefix, HasInvalidUtf8) = (null, false, false);
        Objects.Clear();
        if (Objects.Capacity > 4096)
        {
            Objects.Capacity = 0;
        }
    }
}
