namespace Amp.Client;

/// <summary>Decides on a tool call: see <see cref="AmpRunOptions.OnPermission"/>.</summary>
/// <param name="request">The call.</param>
/// <param name="cancellationToken">Is cancelled when the answer is not wanted any more: its time is up, the CLI has given up the call, or the run has ended.</param>
/// <returns>The decision. An exception, <see langword="null"/> or no answer in time rejects.</returns>
public delegate Task<AmpPermissionDecision> AmpPermissionHandler(AmpPermissionRequest request, CancellationToken cancellationToken);
