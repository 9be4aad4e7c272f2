namespace Amp.Client.Broker;

/// <summary>Carries bytes between the CLI and a server of the host, each as it comes.</summary>
internal static class StreamRelay
{
    private const int BufferSize = 64 * 1024;

    // The CLI has closed its end; the server may still have an answer on the way.
    private static readonly TimeSpan FarewellLimit = TimeSpan.FromSeconds(2);

    /// <summary>Relays until either side has ended.</summary>
    public static void Run(Connection connection)
    {
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        using var serverEnded = new ManualResetEventSlim();
        using var cliEnded = new ManualResetEventSlim();

        Start(() => Copy(connection.Stream, output), serverEnded);
        Start(
            () =>
            {
                Copy(input, connection.Stream);
                connection.EndSending();
            },
            cliEnded);

        WaitHandle.WaitAny([serverEnded.WaitHandle, cliEnded.WaitHandle]);
        serverEnded.Wait(FarewellLimit);
    }

    private static void Start(Action copy, ManualResetEventSlim ended) => new Thread(() =>
    {
        try
        {
            copy();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or System.Net.Sockets.SocketException)
        {
            // The other side is gone.
        }

        try
        {
            ended.Set();
        }
        catch (ObjectDisposedException)
        {
            // Nobody waits any more.
        }
    })
    { IsBackground = true }.Start();

    private static void Copy(Stream from, Stream to)
    {
        var buffer = new byte[BufferSize];
        while (from.Read(buffer) is > 0 and var read)
        {
            to.Write(buffer, 0, read);
            to.Flush();
        }
    }
}
