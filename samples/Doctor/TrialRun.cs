using Amp.Client;

namespace Doctor;

/// <summary>The last question that only a run can answer: does it answer?</summary>
internal static class TrialRun
{
    public static async Task<AmpDiagnosisCheck> ExamineAsync(CancellationToken cancellationToken)
    {
        try
        {
            var result = await new AmpClient().RunIterationAsync("Answer with the one word: ok", new() { Timeout = TimeSpan.FromMinutes(1) }, cancellationToken);
            return result.IsError
                ? Check(AmpDiagnosisStatus.Problem, $"The run failed: {result.ErrorKind}.")
                : Check(AmpDiagnosisStatus.Ok, $"The run succeeded after {result.WallDuration.TotalSeconds:0.0} s, with an answer of {result.Text?.Length ?? 0} characters.");
        }
        catch (Exception e) when (e is AmpException or AmpTimeoutException)
        {
            return Check(AmpDiagnosisStatus.Problem, $"The run made no result: {e.GetType().Name}.");
        }
    }

    private static AmpDiagnosisCheck Check(AmpDiagnosisStatus status, string summary) => new() { Name = "run", Status = status, Summary = summary };
}
