using Amp.Client.Permissions;

namespace Amp.Client;

/// <summary>Remembers decisions about tool calls, in memory: from one run to the next when it is named in <see cref="AmpPermissionOptions.Session"/> of both.</summary>
/// <remarks>Thread-safe. What was remembered last counts first. Holds 1,000 decisions; then the oldest is forgotten.</remarks>
public sealed class AmpPermissionSession
{
    private const int Most = 1000;

    private readonly Lock _changing = new();
    private readonly LinkedList<RememberedDecision> _decisions = [];

    /// <summary>How many decisions it remembers.</summary>
    public int Count
    {
        get
        {
            lock (_changing)
            {
                return _decisions.Count;
            }
        }
    }

    /// <summary>Forgets all of them: the handler is asked again.</summary>
    public void Clear()
    {
        lock (_changing)
        {
            _decisions.Clear();
        }
    }

    internal void Remember(AmpPermissionRequest request, AmpPermissionDecision decision)
    {
        lock (_changing)
        {
            _decisions.AddFirst(new RememberedDecision(request, decision));
            if (_decisions.Count > Most)
            {
                _decisions.RemoveLast();
            }
        }
    }

    /// <returns><see langword="null"/> when nobody has decided on such a call.</returns>
    internal AmpPermissionDecision? Find(AmpPermissionRequest request)
    {
        lock (_changing)
        {
            return _decisions.FirstOrDefault(remembered => remembered.Covers(request))?.Decision;
        }
    }
}
