namespace Amp.Benchmarks.Reading;

/// <summary>How much of a <see cref="Tally"/> a method can fill.</summary>
internal enum TallyDepth
{
    /// <summary>Nothing that can be compared: it moves bytes or tokens.</summary>
    None,

    /// <summary>Messages and blocks. It makes no strings.</summary>
    Structure,

    /// <summary>All of it.</summary>
    Text,
}
