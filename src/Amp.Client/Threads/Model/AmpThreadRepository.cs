namespace Amp.Client;

/// <summary>The repository that a thread worked in, as it stood when the thread began.</summary>
/// <param name="Type">Such as <c>git</c>.</param>
/// <param name="Url">Its address.</param>
/// <param name="Ref">The branch.</param>
/// <param name="Sha">The commit.</param>
public sealed record AmpThreadRepository(string? Type, string? Url, string? Ref, string? Sha);
