using System.Text;

namespace Amp.Client.Tests.Channel;

/// <summary>Says each line again, in capitals.</summary>
internal sealed class EchoServer(string name) : IAmpToolServer
{
    public string Name => name;

    public AmpToolServerContext? Context { get; private set; }

    public int Connections { get; private set; }

    public async Task ServeAsync(Stream stream, AmpToolServerContext context, CancellationToken cancellationToken)
    {
        Context = context;
        Connections++;
        using var reader = new StreamReader(stream, leaveOpen: true);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"{line.ToUpperInvariant()}\n"), cancellationToken);
        }
    }
}
