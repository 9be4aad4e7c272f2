using System.IO.Pipes;

namespace Amp.Client.Channel;

/// <summary>A pipe with a name that cannot be guessed, which only this user may open.</summary>
/// <remarks>For Windows. Its tests run it on the named pipes that .NET has elsewhere. <b>Not yet run on Windows by this project's own tests.</b></remarks>
internal sealed class NamedPipeListener : ChannelListener
{
    private readonly string _name = $"amp-sdk-{Guid.NewGuid():N}";
    private NamedPipeServerStream _next;

    // One is there before anybody is told the name, so that nobody else can make the first.
    public NamedPipeListener() => _next = Create(PipeOptions.FirstPipeInstance);

    public override string Address => ChannelWire.PipeScheme + _name;

    public override async Task<Stream?> AcceptAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _next.WaitForConnectionAsync(cancellationToken).ConfigureAwait(false);
            var connected = _next;
            _next = Create(PipeOptions.None);
            return connected;
        }
        catch (IOException)
        {
            // It went away while we took it; or somebody of another name tried.
            await _next.DisposeAsync().ConfigureAwait(false);
            _next = Create(PipeOptions.None);
            return null;
        }
    }

    public override ValueTask DisposeAsync() => _next.DisposeAsync();

    private NamedPipeServerStream Create(PipeOptions more) => new(
        _name, PipeDirection.InOut, NamedPipeServerStream.MaxAllowedServerInstances, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly | more);
}
