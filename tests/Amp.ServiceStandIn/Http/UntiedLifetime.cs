using Microsoft.Extensions.Hosting;

namespace Amp.ServiceStandIn;

/// <summary>Leaves the signals of the process to the process: the host's own lifetime would catch them, and a test run could not be stopped.</summary>
internal sealed class UntiedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
