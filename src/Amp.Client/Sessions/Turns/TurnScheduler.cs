namespace Amp.Client.Sessions.Turns;

/// <summary>Gives turns to the sessions that want one: first come, first served, one turn each, and then to the end of the line. Thread-safe.</summary>
/// <remarks>So a session with a hundred prompts holds up the others by one turn of its own, whatever the priorities in it.</remarks>
/// <param name="places">How many turns may be under way.</param>
internal sealed class TurnScheduler(int places)
{
    private readonly Lock _lock = new();
    private readonly Queue<Session> _line = new();
    private readonly HashSet<Session> _known = [];
    private int _underWay;
    private bool _isClosed;

    /// <summary>Puts a session into the line, unless it stands in it or has its turn: then it is put into it afterwards.</summary>
    public void Offer(Session session)
    {
        lock (_lock)
        {
            if (!_isClosed && _known.Add(session))
            {
                _line.Enqueue(session);
            }
        }

        Pump();
    }

    /// <summary>Gives no more turns.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            _line.Clear();
        }
    }

    private void Pump()
    {
        while (true)
        {
            Session? next;
            lock (_lock)
            {
                if (_isClosed || _underWay >= places || !_line.TryDequeue(out next))
                {
                    return;
                }

                _underWay++;
            }

            _ = Task.Run(() => RunAsync(next));
        }
    }

    private async Task RunAsync(Session session)
    {
        try
        {
            await session.TakeTurnAsync().ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _underWay--;
                _known.Remove(session);
            }

            if (session.HasPrompts)
            {
                Offer(session);
            }

            Pump();
        }
    }
}
