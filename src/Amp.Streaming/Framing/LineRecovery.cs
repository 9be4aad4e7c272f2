using System.Text;

namespace Amp.Streaming;

/// <summary>Saves what can be saved of a line that is not one object and nothing else.</summary>
/// <remarks>
/// The beginning of an object is held until the next line shows whether the two are one that was broken. Each line is joined
/// at most once, so the work stays linear.
/// </remarks>
internal sealed class LineRecovery(LineScanner scanner, LineIndex index, AmpStreamReaderOptions options)
{
    private readonly LineDissection _dissection = new(scanner, index);
    private readonly LineBuffer _work = new();
    private readonly LineBuffer _held = new();
    private readonly List<LineFinding> _findings = [];
    private LinePlace _heldPlace;
    private int _next;

    /// <summary>Whether the beginning of an object waits for its other half.</summary>
    public bool IsHolding { get; private set; }

    /// <summary>The memory that the objects of the findings stand in.</summary>
    public ReadOnlyMemory<byte> Buffer { get; private set; }

    /// <summary>Takes the next finding.</summary>
    public bool TryTake(out LineFinding finding)
    {
        if (_next < _findings.Count)
        {
            finding = _findings[_next++];
            return true;
        }

        finding = default;
        if (_next > 0)
        {
            _findings.Clear();
            _work.Clear();
            _next = 0;
        }

        return false;
    }

    /// <summary>Looks into a line. A line break must follow it in the buffer.</summary>
    public void Add(ReadOnlyMemory<byte> buffer, int start, int end, LinePlace place)
    {
        Buffer = buffer;
        if (place.Length > options.MaxLineBytes)
        {
            AddTooLong(buffer.Span[start..end], place);
            return;
        }

        if (IsHolding && !IsComplete(buffer.Span, start, end) && TryJoin(buffer.Span[start..end], place))
        {
            return;
        }

        Flush();
        _dissection.Run(buffer.Span, start, end);
        if (_dissection.IsPrefix)
        {
            Hold(buffer.Span[start..end], place);
            return;
        }

        var line = buffer.Span[start..end];
        if (_dissection.HasInvalidUtf8)
        {
            Repair(line);
            Report(place, _dissection.Objects.Count == 0 && _dissection.Reason is { } lost ? lost : MalformedLineReason.InvalidUtf8, line);
        }
        else if (_dissection.Reason is { } reason)
        {
            Report(place, reason, line);
        }

        foreach (var found in _dissection.Objects)
        {
            _findings.Add(new(null, null, found));
        }
    }

    /// <summary>Reports a line of which only the beginning was kept.</summary>
    public void AddTooLong(ReadOnlySpan<byte> beginning, LinePlace place)
    {
        Flush();
        _dissection.Objects.Clear();
        Report(place, MalformedLineReason.TooLong, beginning);
    }

    /// <summary>Gives up what is held: its other half did not come.</summary>
    public void Flush()
    {
        if (IsHolding)
        {
            IsHolding = false;
            _findings.Add(new(MalformedLineOf(_heldPlace, MalformedLineReason.Truncated, _held.Span, 0), null, 0));
            _held.Clear();
        }
    }

    public void Release()
    {
        IsHolding = false;
        _findings.Clear();
        _work.Release();
        _held.Release();
    }

    private void Hold(ReadOnlySpan<byte> line, LinePlace place)
    {
        _held.Append(line);
        _heldPlace = place;
        IsHolding = true;
    }

    private bool IsComplete(ReadOnlySpan<byte> buffer, int start, int end)
    {
        var (pos, _) = LineDissection.SkipFiller(buffer[..end], start);
        if (pos == end || buffer[pos] != '{')
        {
            return false;
        }

        var after = scanner.Scan(buffer, pos, index);
        return after >= 0 && LineDissection.SkipFiller(buffer[..end], after).Position == end;
    }

    private bool TryJoin(ReadOnlySpan<byte> line, LinePlace place)
    {
        if (_held.Length + (long)line.Length > options.MaxLineBytes)
        {
            return false;
        }

        _work.Clear();
        _work.Append(_held.Span);
        _work.Append(line);
        var end = _work.Length;
        _work.Append((byte)'\n');
        _dissection.Run(_work.Readable.Span, 0, end);
        if (_dissection.Objects.Count != 1 || _dissection.Reason is not null and not MalformedLineReason.ByteOrderMark and not MalformedLineReason.NulBytes)
        {
            return false;
        }

        var whole = new LinePlace(_heldPlace.Number, _heldPlace.Offset, _heldPlace.Length + place.Length);
        if (_dissection.HasInvalidUtf8)
        {
            Repair(_work.Span[..end].ToArray());
        }

        Buffer = _work.Readable;
        Report(whole, MalformedLineReason.SplitValue, _work.Span);
        _findings.Add(new(null, null, _dissection.Objects[0]));
        IsHolding = false;
        _held.Clear();
        return true;
    }

    // Replaces what is not UTF-8 by U+FFFD, as a decoder does, and looks again.
    private void Repair(ReadOnlySpan<byte> line)
    {
        var repaired = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(line));
        _work.Clear();
        _work.Append(repaired);
        _work.Append((byte)'\n');
        Buffer = _work.Readable;
        _dissection.Run(Buffer.Span, 0, repaired.Length);
    }

    private void Report(LinePlace place, MalformedLineReason reason, ReadOnlySpan<byte> line) => _findings.Add(new(
        MalformedLineOf(place, reason, line, _dissection.Objects.Count),
        reason is MalformedLineReason.NotJson ? LineSample.PlainText(line) : null,
        0));

    private MalformedLine MalformedLineOf(LinePlace place, MalformedLineReason reason, ReadOnlySpan<byte> line, int recovered) => new()
    {
        LineNumber = place.Number,
        ByteOffset = place.Offset,
        Length = place.Length,
        Reason = reason,
        RecoveredMessages = recovered,
        Source = new(line, options.Redact),
    };
}
