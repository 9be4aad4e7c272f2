namespace Amp.ServiceStandIn;

/// <summary>One content block of an answer.</summary>
public abstract record Block
{
    private protected Block()
    {
    }
}
