using Amp.Streaming;

namespace Amp.Client.Permissions;

/// <summary>A decision and the calls that it holds for.</summary>
internal sealed class RememberedDecision
{
    private readonly string _tool;
    private readonly RawJson? _input;

    public RememberedDecision(AmpPermissionRequest request, AmpPermissionDecision decision)
    {
        (Decision, _tool) = (decision, request.Tool);
        _input = decision.IsForSameInput ? request.Input : null;
    }

    public AmpPermissionDecision Decision { get; }

    public bool Covers(AmpPermissionRequest request) =>
        (Decision.Calls is { } calls ? RuleMatcher.Matches(calls.ToJson(), request.Tool, request.Input.Element) : request.Tool == _tool)
        && (_input is null || (request.Tool == _tool && request.Input.Equals(_input)));
}
