namespace Amp.Workspace.Diffs;

/// <summary>A path where the work tree is not as the last commit has it.</summary>
/// <param name="Path">In the form of <see cref="BytePath"/>.</param>
/// <param name="Source">Where its content now is.</param>
/// <param name="Indexed">What the user's index has under it. <see langword="null"/> when nothing.</param>
internal sealed record ChangedPath(string Path, ChangeSource Source, TreeEntry? Indexed);
