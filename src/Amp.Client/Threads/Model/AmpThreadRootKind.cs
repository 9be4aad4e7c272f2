namespace Amp.Client;

/// <summary>Who keeps threads in a folder.</summary>
public enum AmpThreadRootKind
{
    /// <summary>The CLI.</summary>
    Cli,

    /// <summary>The extension of an editor, in the editor's own storage.</summary>
    Editor,
}
