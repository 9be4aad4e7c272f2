using Amp.Client.Tests.Runs;

namespace Amp.Client.Tests.Diagnostics;

public sealed class ProcessExaminationTests
{
    [Fact(Timeout = ScriptedRun.Limit)]
    public async Task Processes_of_a_run_whose_host_is_gone_are_named_and_others_are_not()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;   // elsewhere no process's environment can be read
        }

        await using var machine = new ScriptedMachine();
        machine.AddProcess(1, 0, "systemd", runId: null);
        machine.AddProcess(20, 1, "systemd", runId: null);              // a session's own
        machine.AddProcess(100, 20, "a living host", runId: null);
        machine.AddProcess(101, 100, "amp", runId: "living");
        machine.AddProcess(102, 1, "a tool that let go", runId: "living");
        machine.AddProcess(200, 20, "amp", runId: "left");
        machine.AddProcess(201, 200, "bash", runId: "left");
        machine.AddProcess(300, Environment.ProcessId, "amp", runId: "ours");

        await machine.ExamineAsync();

        var processes = machine.Check("processes");
        Assert.Equal(AmpDiagnosisStatus.Warning, processes.Status);
        Assert.Equal(["process 200 (amp) of run left", "process 201 (bash) of run left"], processes.Details);
        Assert.EndsWith("kill 200 201", processes.Summary, StringComparison.Ordinal);
    }

    [Theory(Timeout = ScriptedRun.Limit)]
    [InlineData("7f00-7f01 r-xp /usr/share/dotnet/shared/libcoreclr.so", AmpDiagnosisStatus.Ok)]
    [InlineData("7f00-7f01 r-xp /usr/bin/node", AmpDiagnosisStatus.Warning)]
    public async Task A_containers_first_process_is_a_host_when_it_runs_dotnet(string maps, AmpDiagnosisStatus status)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;   // elsewhere no process's environment can be read
        }

        await using var machine = new ScriptedMachine();
        machine.AddProcess(1, 0, "my-service", runId: null, maps);
        machine.AddProcess(7, 1, "amp", runId: "run");

        await machine.ExamineAsync();

        Assert.Equal(status, machine.Check("processes").Status);
    }
}
