namespace Amp.Client.Threads;

/// <summary>A part of a thread's file: a field, or a message.</summary>
/// <param name="Name">The field's name; <see langword="null"/> for a message.</param>
/// <param name="Index">The message's place.</param>
/// <param name="Json">Its JSON, not yet known to be valid; only its beginning when <paramref name="IsCut"/>. Until the next part is read.</param>
/// <param name="IsCut">Whether it is larger than the reader takes in.</param>
/// <param name="Offset">Where it begins in the file.</param>
internal readonly record struct ThreadPart(string? Name, int Index, ReadOnlyMemory<byte> Json, bool IsCut, long Offset)
{
    public bool IsMessage => Name is null;
}
