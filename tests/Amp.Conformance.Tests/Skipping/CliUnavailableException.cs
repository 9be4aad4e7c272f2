namespace Amp.Conformance.Tests.Skipping;

/// <summary>The CLIs could not be fetched, and need not be: the test is skipped.</summary>
internal sealed class CliUnavailableException(string message) : Exception(message);
