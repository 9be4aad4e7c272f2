namespace Amp.Client;

/// <summary>Where a search found something.</summary>
public enum AmpThreadHitKind
{
    /// <summary>In the thread's title.</summary>
    Title,

    /// <summary>In what the user or the model said.</summary>
    Text,

    /// <summary>In what the model thought.</summary>
    Thinking,

    /// <summary>In what a tool was given.</summary>
    ToolCall,

    /// <summary>In what a tool answered.</summary>
    ToolResult,

    /// <summary>Nothing was found, but the thread could not be read to its end: see <see cref="AmpThreadHit.Problem"/>.</summary>
    Problem,
}
