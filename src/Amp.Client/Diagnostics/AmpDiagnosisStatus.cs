namespace Amp.Client;

/// <summary>How one thing that <see cref="AmpDoctor"/> looked at stands.</summary>
public enum AmpDiagnosisStatus
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Runs work, but this may surprise.</summary>
    Warning,

    /// <summary>Runs will most likely fail.</summary>
    Problem,
}
