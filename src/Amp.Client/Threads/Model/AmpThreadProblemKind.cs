namespace Amp.Client;

/// <summary>Why a file among the threads, or a part of it, could not be read.</summary>
public enum AmpThreadProblemKind
{
    /// <summary>It has no content.</summary>
    Empty,

    /// <summary>It ends in the middle: somebody is writing it, or died doing so.</summary>
    HalfWritten,

    /// <summary>It is not valid JSON, or not the shape of a thread.</summary>
    Corrupt,

    /// <summary>It is no thread: another name, or other content.</summary>
    Foreign,

    /// <summary>A file <c>.amptmp</c> that the CLI wrote before it put it in the place of a thread's file. They stay behind.</summary>
    LeftOver,

    /// <summary>It is larger, or nested deeper, than the reader may take in.</summary>
    TooLarge,

    /// <summary>The system does not let it be read.</summary>
    Unreadable,

    /// <summary>It is not there, or was removed while it was looked at.</summary>
    Missing,
}
