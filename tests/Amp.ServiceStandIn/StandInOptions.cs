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

    /// <summary>Gets or sets how long the model thinks before it answers, unless its turn says longer.</summary>
    /// <value>
    /// The default is 150 ms. A real model takes a second and more. With none at all, the April CLI (0.0.1776788459), which first goes on with
    /// what was interrupted when it takes up a thread, has that answer before it has read the next prompt.
    /// </value>
    public TimeSpan AnswerDelay { get; set; } = TimeSpan.FromMilliseconds(150);

    /// <summary>Gets or sets what is told of each request, after it was read and before it is answered.</summary>
    public Action<ReceivedRequest>? Received { get; set; }
}
