namespace Amp.Streaming;

/// <summary>One line of the stream that <c>amp --execute --stream-json</c> writes to standard output.</summary>
/// <remarks>
/// <para>
/// The set of kinds is closed to other assemblies but open in time: a CLI newer than this package may send a kind that is
/// not modelled here. It arrives whole as <see cref="UnknownMessage"/>, never as an exception and never dropped. Match on
/// the type and give a <c>switch</c> a default arm.
/// </para>
/// <para>
/// Messages are immutable and own their memory: keep them as long as you like, share them between threads. What the CLI
/// did not say is <see langword="null"/>. Lists compare by reference.
/// </para>
/// </remarks>
public abstract record AmpMessage
{
    private protected AmpMessage()
    {
    }

    /// <summary>The thread that the message belongs to, such as <c>T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd</c>.</summary>
    /// <value><see langword="null"/> when the line has no <c>session_id</c>.</value>
    public string? SessionId { get; init; }

    /// <summary>Top-level fields that this version does not model, and modelled ones whose value is of another kind, such as <c>null</c>.</summary>
    /// <value>In the order of the line. Empty for every line of the CLI versions recorded so far.</value>
    public IReadOnlyList<KeyValuePair<string, RawJson>> AdditionalProperties { get; init; } = [];

    /// <summary>What the line lacks that the CLI always writes. None for a message made by hand.</summary>
    internal AbsentFields Absent { get; init; }
}
