using Amp.Client;

namespace HumanInTheLoop;

/// <summary>Asks at the console whether a tool may run: yes, no, or always. One question at a time.</summary>
internal sealed class ConsoleApproval : IDisposable
{
    private readonly SemaphoreSlim _console = new(1, 1);

    public async Task<AmpPermissionDecision> DecideAsync(AmpPermissionRequest request, CancellationToken cancellationToken)
    {
        // Calls may come at the same time, and a person reads one question after the other.
        await _console.WaitAsync(cancellationToken);
        try
        {
            Console.WriteLine();
            Console.WriteLine($"The agent wants to use {request.Tool}:");
            Console.WriteLine($"    {request.Input}");
            return await AskAsync(request, cancellationToken);
        }
        finally
        {
            _console.Release();
        }
    }

    public void Dispose() => _console.Dispose();

    private static async Task<AmpPermissionDecision> AskAsync(AmpPermissionRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            Console.Write($"Allow it? [y]es, [n]o, [a]lways for {request.Tool}: ");
            switch ((await ReadAsync(cancellationToken))?.Trim().ToUpperInvariant())
            {
                case "Y" or "YES":
                    return AmpPermissionDecision.Allow();
                case "A" or "ALWAYS":
                    return AmpPermissionDecision.Allow().ForRun();
                case "N" or "NO":
                    Console.Write("Why not? The agent is told (Enter for no reason): ");
                    return AmpPermissionDecision.Reject(await ReadAsync(cancellationToken));
                case null:
                    return AmpPermissionDecision.Reject("Nobody is there to decide on this tool call.");
            }
        }
    }

    // Reading from the console cannot be cancelled, only no longer be waited for.
    private static Task<string?> ReadAsync(CancellationToken cancellationToken) => Task.Run(Console.ReadLine, CancellationToken.None).WaitAsync(cancellationToken);
}
