namespace Amp.Client.Diagnostics.Examinations;

/// <summary>Looks at one thing. What it says is made safe to paste afterwards, in one place.</summary>
internal interface IExamination
{
    string Name { get; }

    Task<AmpDiagnosisCheck> ExamineAsync(Patient patient, CancellationToken cancellationToken);
}
