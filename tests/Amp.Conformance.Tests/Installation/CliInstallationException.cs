namespace Amp.Conformance.Tests.Installation;

/// <summary>The CLIs are not there, and could not be installed.</summary>
internal sealed class CliInstallationException(string message) : Exception(message);
