namespace Amp.Client;

/// <summary>A folder in which threads are kept.</summary>
/// <param name="Folder">The folder of the thread files.</param>
/// <param name="Kind">Who keeps them there.</param>
/// <param name="Name">In a word: <c>amp</c>, <c>Code</c>, <c>Cursor</c>, …</param>
public sealed record AmpThreadRoot(string Folder, AmpThreadRootKind Kind, string Name);
