namespace Amp.Testing.Player;

/// <summary>What the steps of a script act on.</summary>
internal sealed record Stage(CommandLine CommandLine, Session Session, Input Input, Output Output, Children Children, McpServers McpServers);
