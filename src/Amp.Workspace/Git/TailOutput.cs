using System.Text;

namespace Amp.Workspace.Git;

/// <summary>Keeps the last bytes of a stream: what a program says at its end is why it ended.</summary>
internal sealed class TailOutput
{
    private const int Limit = 16 * 1024;

    private readonly Lock _entering = new();
    private byte[] _tail = [];

    public string Text
    {
        get
        {
            lock (_entering)
            {
                return Encoding.UTF8.GetString(_tail).Trim();
            }
        }
    }

    public void Write(ReadOnlyMemory<byte> bytes)
    {
        lock (_entering)
        {
            byte[] all = [.. _tail, .. bytes.Span];
            _tail = all.Length > Limit ? all[^Limit..] : all;
        }
    }
}
