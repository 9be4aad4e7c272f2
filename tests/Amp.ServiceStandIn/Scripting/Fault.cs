namespace Amp.ServiceStandIn;

/// <summary>A way in which a model does not answer as it should.</summary>
public abstract record Fault
{
    private protected Fault()
    {
    }
}
