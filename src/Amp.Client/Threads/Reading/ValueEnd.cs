using System.Buffers;

namespace Amp.Client.Threads;

/// <summary>Finds where a JSON value ends, however it is cut into pieces. It counts brackets and passes over strings; whether the value is valid is for its reader to say.</summary>
internal struct ValueEnd
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> StringEnds = SearchValues.Create("\"\\"u8);
    private static readonly SearchValues<byte> ScalarEnds = SearchValues.Create(" \t\r\n,]}"u8);

    private bool _isStarted;
    private bool _isScalar;
    private bool _isInString;
    private bool _isEscaped;
    private int _depth;

    /// <summary>Whether the end of the file ends the value, too.</summary>
    public readonly bool MayEndHere => _isScalar;

    /// <summary>Goes on with the next piece of the value.</summary>
    /// <returns>How many bytes of it belong to the value: fewer than all, or all and <paramref name="isEnd"/>, when the value ends in it.</returns>
    public int Take(ReadOnlySpan<byte> piece, out bool isEnd)
    {
        if (!_isStarted && !piece.IsEmpty)
        {
            _isStarted = true;
            _isScalar = piece[0] is not ((byte)'"' or (byte)'{' or (byte)'[');
        }

        if (_isScalar)
        {
            var end = piece.IndexOfAny(ScalarEnds);
            isEnd = end >= 0;
            return isEnd ? end : piece.Length;
        }

        var i = 0;
        while (i < piece.Length)
        {
            if (_isEscaped)
            {
                _isEscaped = false;
                i++;
                continue;
            }

            var next = piece[i..].IndexOfAny(_isInString ? StringEnds : Structure);
            if (next < 0)
            {
                break;
            }

            i += next;
            switch (piece[i++])
            {
                case (byte)'"':
                    _isInString = !_isInString;
                    break;
                case (byte)'\\':
                    _isEscaped = true;
                    continue;
                case (byte)'{' or (byte)'[':
                    _depth++;
                    continue;
                default:
                    _depth--;
                    break;
            }

            if (_depth == 0 && !_isInString)
            {
                isEnd = true;
                return i;
            }
        }

        isEnd = false;
        return piece.Length;
    }
}
