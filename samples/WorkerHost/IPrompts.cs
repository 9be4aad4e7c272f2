namespace WorkerHost;

/// <summary>Where the work comes from. A real service has a queue here.</summary>
internal interface IPrompts
{
    IAsyncEnumerable<string> ReadAllAsync(CancellationToken cancellationToken);
}
