namespace Amp.Client.Permissions;

/// <summary>How long a run has waited for decisions about its tool calls. Its clocks leave that time out. Safe to use from any thread.</summary>
internal sealed class AskingTime(TimeProvider clock)
{
    private readonly Lock _changing = new();
    private TimeSpan _past;
    private long _since;
    private int _open;

    /// <summary>Whether somebody is being asked.</summary>
    public bool IsAsking
    {
        get
        {
            lock (_changing)
            {
                return _open > 0;
            }
        }
    }

    /// <summary>The time in which at least one decision was waited for, until now.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (_changing)
            {
                return _open > 0 ? _past + clock.GetElapsedTime(_since) : _past;
            }
        }
    }

    public void Begin()
    {
        lock (_changing)
        {
            if (_open++ == 0)
            {
                _since = clock.GetTimestamp();
            }
        }
    }

    public void End()
    {
        lock (_changing)
        {
            if (--_open == 0)
            {
                _past += clock.GetElapsedTime(_since);
            }
        }
    }
}
