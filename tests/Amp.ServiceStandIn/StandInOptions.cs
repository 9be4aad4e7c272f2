namespace Amp.ServiceStandIn;

/// <summary>How a stand-in is set up.</summary>
public sealed class StandInOptions
{
    /// <summary>Gets or sets the port on 127.0.0.1.</summary>
    /// <value>The default is 0: any that is free.</value>
    public int Port { get; set; }

    /// <summary>Gets or sets the scenario of prompts without a marker.</summary>
    /// <value>The default is <c>hello</c>.</value>
    public string DefaultScenario { get; set; } = Conversations.Hello.Name;

    /// <summary>Gets or sets how long a CLI must not have called the service before the model answers it, up to a second.</summary>
    /// <value>The default is 150 ms. Zero answers at once, which no real model does, and which the April CLI does not always survive.</value>
    public TimeSpan QuietBeforeAnswer { get; set; } = TimeSpan.FromMilliseconds(150);

    /// <summary>Gets or sets what is told of each request, after it was read and before it is answered.</summary>
    public Action<ReceivedRequest>? Received { get; set; }
}
