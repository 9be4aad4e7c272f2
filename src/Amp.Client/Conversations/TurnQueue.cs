namespace Amp.Client.Conversations;

/// <summary>The turns that wait: first those that interrupt, then the others, each in the order in which they were sent. Not thread-safe.</summary>
internal sealed class TurnQueue
{
    private readonly List<AmpTurn> _turns = [];

    /// <summary>Those that interrupt what is under way, and have not been handed over yet.</summary>
    public IEnumerable<AmpTurn> WaitingSteers => _turns.TakeWhile(static turn => turn.IsSteer).Where(static turn => !turn.IsBegun);

    public IReadOnlyList<AmpTurn> All => _turns;

    /// <param name="turn">The turn.</param>
    /// <param name="isOneUnderWay">Whether a turn is under way that an interrupting one is meant for. If not, it is meant for the first of those that wait.</param>
    public void Add(AmpTurn turn, bool isOneUnderWay)
    {
        var first = isOneUnderWay || _turns is [] or [{ IsSteer: true }, ..] ? 0 : 1;
        _turns.Insert(turn.IsSteer ? first + _turns.Skip(first).TakeWhile(static other => other.IsSteer).Count() : _turns.Count, turn);
    }

    public AmpTurn? TakeFirst()
    {
        if (_turns.Count == 0)
        {
            return null;
        }

        var turn = _turns[0];
        _turns.RemoveAt(0);
        return turn;
    }

    /// <summary>Takes a turn back that has not been handed over.</summary>
    public bool Remove(AmpTurn turn) => !turn.IsBegun && _turns.Remove(turn);

    /// <summary>The process that had been given some of them is gone: they are to be given to the next.</summary>
    public void TakeAllBack() => _turns.ForEach(static turn => turn.IsBegun = false);

    public IReadOnlyList<AmpTurn> Clear()
    {
        AmpTurn[] all = [.. _turns];
        _turns.Clear();
        return all;
    }
}
