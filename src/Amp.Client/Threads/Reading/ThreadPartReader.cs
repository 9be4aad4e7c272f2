using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Amp.Client.Threads;

/// <summary>Takes a thread's file apart into its fields and messages, with no more than one of them in memory.</summary>
/// <remarks>Not thread-safe. The order of the fields is the file's. Whether a part is valid JSON is for its reader to say: the next part comes all the same.</remarks>
internal sealed class ThreadPartReader(SafeFileHandle file, int maxPartBytes, bool mayBlock = false) : IDisposable
{
    /// <summary>How much of a part that is too large is given.</summary>
    public const int CutLength = 64 * 1024;

    private const int MaxNameBytes = 4096;

    private readonly FileWindow _window = new(file, mayBlock);
    private Place _place;
    private int _messages;

    private enum Place
    {
        Start,
        FirstField,
        NextField,
        FieldEnd,
        FirstMessage,
        NextMessage,
        MessageEnd,
        End,
    }

    /// <summary>Why the file ends here, when it should not.</summary>
    public AmpThreadProblem? Problem { get; private set; }

    /// <summary>Whether a list of messages was met, be it empty.</summary>
    public bool HasMessages { get; private set; }

    /// <summary>The part that was read.</summary>
    public ThreadPart Current { get; private set; }

    public void Dispose() => _window.Dispose();

    /// <summary>Reads the next part.</summary>
    /// <returns><see langword="false"/> at the end, and when there is a <see cref="Problem"/>.</returns>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            _window.Unmark();
            return await ReadPartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(AmpThreadProblemKind.Unreadable, e.Message);
        }
    }

    private async ValueTask<bool> ReadPartAsync(CancellationToken cancellationToken)
    {
        while (_place is not Place.End)
        {
            var next = await PeekAsync(cancellationToken).ConfigureAwait(false);
            if (next < 0)
            {
                return _place is Place.Start ? Fail(AmpThreadProblemKind.Empty, "It has no content.") : EndsEarly();
            }

            switch (_place, (char)next)
            {
                case (Place.Start, '{'):
                    Step(Place.FirstField);
                    break;
                case (Place.Start, _):
                    return Fail(AmpThreadProblemKind.Foreign, "It is not a JSON object.");
                case (Place.FirstField or Place.FieldEnd, '}'):
                    return await EndAsync(cancellationToken).ConfigureAwait(false);
                case (Place.FieldEnd, ','):
                    Step(Place.NextField);
                    break;
                case (Place.FirstField or Place.NextField, '"'):
                    if (await ReadFieldAsync(cancellationToken).ConfigureAwait(false) is { } isField)
                    {
                        return isField;
                    }

                    break;
                case (Place.FirstMessage or Place.MessageEnd, ']'):
                    Step(Place.FieldEnd);
                    break;
                case (Place.MessageEnd, ','):
                    Step(Place.NextMessage);
                    break;
                case (Place.FirstMessage or Place.NextMessage, _):
                    _place = Place.MessageEnd;
                    return await ReadValueAsync(name: null, cancellationToken).ConfigureAwait(false);
                default:
                    return Fail(AmpThreadProblemKind.Corrupt, "It is not valid JSON.");
            }
        }

        return false;
    }

    // Null when the field is the list of messages, which is gone into.
    private async ValueTask<bool?> ReadFieldAsync(CancellationToken cancellationToken)
    {
        if (!await ReadValueAsync("", cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        if (Current.IsCut || Current.Json.Length > MaxNameBytes || NameOf(Current.Json.Span) is not { } name)
        {
            return Fail(AmpThreadProblemKind.Corrupt, "The name of a field is not valid.");
        }

        _window.Unmark();
        if (await PeekAsync(cancellationToken).ConfigureAwait(false) is not ':' and var other)
        {
            return other < 0 ? EndsEarly() : Fail(AmpThreadProblemKind.Corrupt, "It is not valid JSON.");
        }

        _window.Take(1);
        var first = await PeekAsync(cancellationToken).ConfigureAwait(false);
        if (name is "messages" && first is '[')
        {
            if (HasMessages)
            {
                return Fail(AmpThreadProblemKind.Corrupt, "It has two lists of messages.");
            }

            HasMessages = true;
            Step(Place.FirstMessage);
            return null;
        }

        _place = Place.FieldEnd;
        return first < 0 ? EndsEarly() : await ReadValueAsync(name, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> ReadValueAsync(string? name, CancellationToken cancellationToken)
    {
        if (_window.Rest[0] is (byte)',' or (byte)':' or (byte)']' or (byte)'}')
        {
            return Fail(AmpThreadProblemKind.Corrupt, "It is not valid JSON.");
        }

        var offset = _window.Offset;
        var value = default(ValueEnd);
        byte[]? beginning = null;
        _window.Mark();
        while (true)
        {
            _window.Take(value.Take(_window.Rest, out var isEnd));
            if (beginning is null && _window.MarkedLength > maxPartBytes)
            {
                beginning = _window.Marked.Span[..Math.Min(CutLength, maxPartBytes)].ToArray();
                _window.Unmark();
            }

            if (isEnd || (!await _window.FillAsync(cancellationToken).ConfigureAwait(false) && value.MayEndHere))
            {
                break;
            }

            if (_window.Rest.IsEmpty)
            {
                return EndsEarly();
            }
        }

        Current = new(name, name is null ? _messages++ : -1, beginning ?? _window.Marked, beginning is not null, offset);
        return true;
    }

    private async ValueTask<bool> EndAsync(CancellationToken cancellationToken)
    {
        Step(Place.End);
        return await PeekAsync(cancellationToken).ConfigureAwait(false) >= 0
            && Fail(AmpThreadProblemKind.Corrupt, "Something follows its end.");
    }

    private async ValueTask<int> PeekAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var rest = _window.Rest;
            var blank = rest.IndexOfAnyExcept(" \t\r\n"u8);
            if (blank >= 0 && _window.Offset == 0 && _place is Place.Start && rest.StartsWith("\uFEFF"u8))
            {
                _window.Take(3);
                continue;
            }

            _window.Take(blank < 0 ? rest.Length : blank);
            if (blank >= 0)
            {
                return _window.Rest[0];
            }

            if (!await _window.FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return -1;
            }
        }
    }

    private void Step(Place place)
    {
        _window.Take(1);
        _place = place;
    }

    private bool EndsEarly() => Fail(AmpThreadProblemKind.HalfWritten, "It ends in the middle.");

    private bool Fail(AmpThreadProblemKind kind, string reason)
    {
        Problem = new(kind, kind is AmpThreadProblemKind.Empty ? reason : $"{reason} At byte {_window.Offset}.");
        _place = Place.End;
        return false;
    }

    private static string? NameOf(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            return reader.Read() && reader.TokenType is JsonTokenType.String ? reader.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
