using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Amp.Testing.Player;

/// <summary>Standard output and standard error: every write is one system call, nothing is held back.</summary>
internal sealed class Output
{
    private static readonly TimeSpan LongestWaitForAWriter = TimeSpan.FromSeconds(1);

    private readonly object _gate = new();
    private readonly Stream _output = Open(1, Console.OpenStandardOutput);
    private readonly Stream _error = Open(2, Console.OpenStandardError);
    private bool _isOver;

    public void WriteLine(string line) => Write(Encoding.UTF8.GetBytes(line + "\n"));

    /// <exception cref="IOException">The reader has closed its end.</exception>
    public void Write(ReadOnlySpan<byte> bytes) => Write(_output, bytes);

    public void WriteError(ReadOnlySpan<byte> bytes) => Write(_error, bytes);

    public void WriteError(string text) => WriteError(Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a last line and shuts the door: whoever writes after that waits until the process is gone.</summary>
    /// <remarks>Gives up on the line when a write is stuck on a full pipe, so that nobody has to read for us to end.</remarks>
    public void WriteLast(string line)
    {
        if (!Monitor.TryEnter(_gate, LongestWaitForAWriter))
        {
            return;
        }

        try
        {
            if (!_isOver)
            {
                _output.Write(Encoding.UTF8.GetBytes(line + "\n"));
            }
        }
        catch (IOException)
        {
            // Nobody reads any more.
        }
        finally
        {
            _isOver = true;
            Monitor.Exit(_gate);
        }
    }

    // Not Console's own stream, which passes over a closed pipe in silence: the real CLI fails on it.
    private static Stream Open(int descriptor, Func<Stream> otherwise) =>
        OperatingSystem.IsWindows() ? otherwise() : new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);

    private void Write(Stream stream, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                stream.Write(bytes);
                return;
            }
        }

        Thread.Sleep(Timeout.Infinite);
    }
}
