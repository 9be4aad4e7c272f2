namespace Amp.Batch;

/// <summary>A file that belongs to a cell, in the batch's folder.</summary>
/// <param name="File">Its name in the folder, such as <c>c-0123456789abcdef0123.patch</c>; never a path. One that ends in <c>.gz</c> is compressed.</param>
/// <param name="Bytes">Its size on disk.</param>
public sealed record BatchArtifact(string File, long Bytes);
