namespace Amp.Client.Authentication;

/// <summary>What the service, asked by way of the CLI, says about a key.</summary>
/// <param name="IsAccepted"><see langword="null"/> when it could not be asked, or the answer says nothing about the key.</param>
/// <param name="Account">Who is signed in, where the CLI says so.</param>
/// <param name="Detail">Why there is no answer, or how it was put.</param>
internal sealed record SignInAnswer(bool? IsAccepted, string? Account, string Detail);
