namespace SessionHost;

/// <summary>Where the work comes from. A real service has a queue or an endpoint here.</summary>
internal interface IPrompts
{
    IAsyncEnumerable<(string Session, string Prompt)> ReadAllAsync(CancellationToken cancellationToken);
}
