using Microsoft.Extensions.Logging;

namespace Amp.Client.Environments;

/// <summary>What is logged about environments. The ids are stable: an audit filters by them.</summary>
internal static partial class EnvironmentLog
{
    public const int SwitchId = 100;

    [LoggerMessage(EventId = SwitchId, Message = "Environment switch from {From} to {To}: {Outcome}. Checks: {Validation}", EventName = "EnvironmentSwitch")]
    public static partial void Switch(ILogger logger, LogLevel level, AmpEnvironment from, AmpEnvironment to, AmpEnvironmentSwitchOutcome outcome, AmpEnvironmentValidation? validation);

    [LoggerMessage(101, LogLevel.Warning, "The environment {Environment} is production, so the variable {Variable} of this process is not passed on to the CLI. Unset it, or switch to another environment.", EventName = "StrayVariable")]
    public static partial void StrayVariable(ILogger logger, string environment, string variable);

    [LoggerMessage(102, LogLevel.Warning, "The environment {Environment} lets the CLI accept untrusted certificates, but its service is not https on this machine by now; the CLI checks certificates.", EventName = "CertificateCheckKept")]
    public static partial void CertificateCheckKept(ILogger logger, string environment);

    [LoggerMessage(103, LogLevel.Warning, "A handler of the change from {From} to {To} failed.", EventName = "ChangeHandlerFailed")]
    public static partial void ChangeHandlerFailed(ILogger logger, Exception exception, string from, string to);
}
