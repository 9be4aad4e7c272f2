namespace Amp.ServiceStandIn;

/// <summary>The requests that the stand-in got, oldest first. Safe for use by several threads.</summary>
/// <remarks>It keeps the last <see cref="Capacity"/> requests. Give each run its own key, and ask for that key's requests.</remarks>
public sealed class RequestLog
{
    /// <summary>How many requests are kept.</summary>
    public const int Capacity = 20_000;

    private readonly Lock _lock = new();
    private readonly Queue<ReceivedRequest> _requests = new();

    /// <summary>Gets every kept request.</summary>
    public IReadOnlyList<ReceivedRequest> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Gets the requests that came with one key.</summary>
    public IReadOnlyList<ReceivedRequest> From(string apiKey) => [.. All.Where(request => request.ApiKey == apiKey)];

    /// <summary>Gets the turns that a key's runs asked of the model; no titles.</summary>
    public IReadOnlyList<ModelCall> ModelCallsFrom(string apiKey) => [.. From(apiKey).OfType<ModelCall>().Where(call => !call.IsTitle)];

    /// <summary>Gets the calls of the service's own API that came with one key.</summary>
    public IReadOnlyList<ServiceCall> ServiceCallsFrom(string apiKey) => [.. From(apiKey).OfType<ServiceCall>()];

    internal void Add(ReceivedRequest request)
    {
        lock (_lock)
        {
            if (_requests.Count == Capacity)
            {
                _requests.Dequeue();
            }

            _requests.Enqueue(request);
        }
    }
}
