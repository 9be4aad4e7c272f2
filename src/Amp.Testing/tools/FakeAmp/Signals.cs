using System.Runtime.InteropServices;

namespace Amp.Testing.Player;

/// <summary>What happens on SIGTERM and SIGINT.</summary>
internal sealed class Signals : IDisposable
{
    private const int Sigint = 2;
    private const int Sigterm = 15;

    private readonly Stage _stage;
    private readonly RunRecord _record;
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Lock _gate = new();

    public Signals(Stage stage, RunRecord record)
    {
        (_stage, _record) = (stage, record);
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Answer),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Answer),
        ];
    }

    /// <summary>One of <c>auto</c> (as the real CLI: die before the session is open, answer after), <c>answer</c>, <c>ignore</c>, <c>die</c>.</summary>
    public string Mode { get; set; } = "auto";

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void Answer(PosixSignalContext context)
    {
        context.Cancel = true;

        // A second signal finds the run over.
        lock (_gate)
        {
            switch (Mode)
            {
                case "ignore":
                    return;
                case "die":
                case "auto" when !_stage.Session.IsOpen:
                    Native.Die(context.Signal is PosixSignal.SIGINT ? Sigint : Sigterm);
                    return;
                default:
                    Cancel();
                    return;
            }
        }
    }

    private void Cancel()
    {
        _stage.Children.Terminate();

        if (!_stage.Session.HasResult)
        {
            _stage.Output.WriteLast(_stage.Session.Fill(ResultLine.Failure("User cancelled (SIGINT/SIGTERM)")));
        }

        if (_record.End(exitCode: 0))
        {
            Environment.Exit(0);
        }
    }
}
