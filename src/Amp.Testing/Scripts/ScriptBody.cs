using System.Collections.Immutable;

namespace Amp.Testing;

/// <summary>All that a script holds.</summary>
internal sealed record ScriptBody
{
    /// <summary>The steps, each as JSON.</summary>
    public ImmutableArray<string> Steps { get; init; } = [];

    public ImmutableArray<ScriptRoute> Routes { get; init; } = [];

    /// <summary>Whether the init and user lines are among the steps.</summary>
    public bool IsOpen { get; init; }

    /// <summary>How many tools the script has called, which numbers their ids.</summary>
    public int ToolCalls { get; init; }

    /// <summary>The ids of the tools that were called and have not answered.</summary>
    public ImmutableArray<string> OpenToolIds { get; init; } = [];

    public string? ThreadId { get; init; }

    public string Version { get; init; } = DefaultTexts.Version;

    public string Help { get; init; } = DefaultTexts.Help;

    public bool ReadsInput { get; init; } = true;
}
