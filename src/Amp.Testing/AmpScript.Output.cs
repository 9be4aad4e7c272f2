namespace Amp.Testing;

/// <content>Bytes on the pipes, as a test wants them.</content>
public sealed partial class AmpScript
{
    private static readonly TimeSpan DefaultTearPause = TimeSpan.FromMilliseconds(5);

    /// <summary>Prints a line as it is, JSON or not, but for the values that are filled in.</summary>
    /// <param name="line">The line, without its end.</param>
    public AmpScript Emits(string line) => Then(Emit(NotNull(line), null));

    /// <summary>Prints text without adding a line end, but for the values that are filled in.</summary>
    /// <param name="text">The text.</param>
    public AmpScript Prints(string text) => Then(ScriptStep.Of("print", NotNull(text)));

    /// <summary>Writes bytes to standard output in one piece, as they are.</summary>
    /// <param name="bytes">The bytes; nothing is added.</param>
    public AmpScript EmitsBytes(ReadOnlySpan<byte> bytes) => EmitsTorn(bytes, []);

    /// <summary>Writes bytes to standard output in several pieces, as they are, with a pause in between.</summary>
    /// <param name="bytes">The bytes; nothing is added.</param>
    /// <param name="at">Where to tear, counted in bytes from the start, in rising order.</param>
    /// <param name="pause">How long to wait at each tear; null for 5 ms, enough for a reader that is waiting to see them apart.</param>
    /// <exception cref="ArgumentOutOfRangeException">A tear lies outside of the bytes, or before the one before.</exception>
    public AmpScript EmitsTorn(ReadOnlySpan<byte> bytes, int[] at, TimeSpan? pause = null)
    {
        var last = 0;
        foreach (var tear in NotNull(at))
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(tear, last, nameof(at));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(tear, bytes.Length, nameof(at));
            last = tear;
        }

        var content = bytes.ToArray();
        return Then(ScriptStep.Of("bytes", json =>
        {
            json.WriteBase64String("base64", content);
            json.WriteNumber("pauseMs", (pause ?? DefaultTearPause).TotalMilliseconds);
            json.WriteStartArray("at");
            foreach (var tear in at)
            {
                json.WriteNumberValue(tear);
            }

            json.WriteEndArray();
        }));
    }

    /// <summary>Writes to standard error, without adding a line end.</summary>
    /// <param name="text">The text.</param>
    public AmpScript WritesStderr(string text) => Then(ScriptStep.Of("stderr", NotNull(text)));

    /// <summary>Floods standard output with the letter x.</summary>
    /// <param name="bytes">How many bytes in all.</param>
    /// <param name="lineLength">The length of a line in bytes with its end, at most 8192; 0 for one line that never ends.</param>
    public AmpScript FloodsStdout(long bytes, int lineLength = 0) => Floods(bytes, lineLength, toError: false);

    /// <summary>Floods standard error with the letter x.</summary>
    /// <param name="bytes">How many bytes in all.</param>
    /// <param name="lineLength">The length of a line in bytes with its end, at most 8192; 0 for one line that never ends.</param>
    public AmpScript FloodsStderr(long bytes, int lineLength = 100) => Floods(bytes, lineLength, toError: true);

    /// <summary>Closes standard output and lives on. Linux only: elsewhere it does nothing.</summary>
    public AmpScript ClosesStdout() => Then(ScriptStep.Of("close-stdout"));

    /// <summary>
    /// Waits for the end of its input and prints what it was given as one JSON line:
    /// <c>{"type":"echo","session_id","cwd","arguments":[],"environment":{},"stdin":""}</c>.
    /// </summary>
    public AmpScript EchoesWhatItWasGiven() => Then(ScriptStep.Of("echo"));

    /// <summary>Writes a text file, as a tool of the agent does.</summary>
    /// <param name="path">Where; a relative path begins at the working directory of the run.</param>
    /// <param name="content">What.</param>
    public AmpScript WritesFile(string path, string content)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Then(ScriptStep.Of("file", json =>
        {
            json.WriteString("path", path);
            json.WriteString("text", NotNull(content));
        }));
    }

    private AmpScript Floods(long bytes, int lineLength, bool toError)
    {
        const int LongestLine = 8 * 1024;

        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentOutOfRangeException.ThrowIfNegative(lineLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lineLength, LongestLine);

        return Then(ScriptStep.Of("flood", json =>
        {
            json.WriteNumber("bytes", bytes);
            json.WriteNumber("lineLength", lineLength);
            json.WriteBoolean("toError", toError);
        }));
    }
}
