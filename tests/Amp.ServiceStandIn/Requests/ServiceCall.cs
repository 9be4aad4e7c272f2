using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Amp.ServiceStandIn;

/// <summary>A call of the service's own API, <c>POST /api/internal</c>.</summary>
public sealed record ServiceCall : ReceivedRequest
{
    [SetsRequiredMembers]
    internal ServiceCall(ReceivedRequest request, string name, JsonElement parameters)
        : base(request)
    {
        Name = name;
        Parameters = parameters;
    }

    /// <summary>Gets the called method, for example <c>uploadThread</c>.</summary>
    public string Name { get; }

    /// <summary>Gets its parameters; an empty object when there are none.</summary>
    public JsonElement Parameters { get; }
}
