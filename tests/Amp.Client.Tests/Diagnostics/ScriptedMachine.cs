using System.Net;
using System.Net.Sockets;
using System.Text;
using Amp.Testing;

namespace Amp.Client.Tests.Diagnostics;

/// <summary>A machine for the doctor: a home and a repository of its own, a CLI and a service that answer, and no processes but those that a test writes.</summary>
internal sealed class ScriptedMachine : IAsyncDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("doctor-").FullName;
    private readonly FakeAmp _cli = FakeAmp.Playing(AmpScript.New.SaysHello());
    private readonly TcpListener _service = new(IPAddress.Loopback, 0);
    private AmpDiagnosis? _diagnosis;

    public ScriptedMachine()
    {
        Directory.CreateDirectory(Path.Combine(_root, "proc"));
        Directory.CreateDirectory(Path.Combine(Repository, "sub"));
        Directory.CreateDirectory(Path.Combine(Repository, ".git"));
        _service.Start();
        _ = AnswerAsync();
        Options = new()
        {
            CliPath = _cli.Path,
            ServerUrl = $"http://{_service.LocalEndpoint}/",
            WorkingDirectory = Path.Combine(Repository, "sub"),
            EnvironmentVariables = { ["HOME"] = Path.Combine(_root, "home"), ["USERPROFILE"] = Path.Combine(_root, "home"), ["AMP_API_KEY"] = null, ["AMP_SETTINGS_FILE"] = null, ["AMP_LOG_FILE"] = null, ["XDG_CONFIG_HOME"] = null, ["XDG_DATA_HOME"] = null },
        };
    }

    public AmpClientOptions Options { get; }

    public string Repository => Path.Combine(_root, "repository");

    public string ManagedSettings => Path.Combine(_root, "managed-settings.json");

    public string Home => Path.Combine(_root, "home");

    public void WriteInHome(string path, string content) => Write(Path.Combine(Home, path), content);

    public static void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    /// <summary>Puts a process into the table, as the kernel shows it.</summary>
    public void AddProcess(int id, int parent, string name, string? runId, string maps = "")
    {
        var folder = Path.Combine(_root, "proc", $"{id}");
        Write(Path.Combine(folder, "environ"), $"A=b\0{(runId is null ? "" : $"AMP_SDK_RUN_ID={runId}\0")}");
        Write(Path.Combine(folder, "stat"), $"{id} ({name}) S {parent} 1 1 0");
        Write(Path.Combine(folder, "comm"), name + "\n");
        Write(Path.Combine(folder, "maps"), maps);
    }

    public async Task<AmpDiagnosis> ExamineAsync(CancellationToken cancellationToken = default) =>
        _diagnosis = await new AmpDoctor(Options, clock: null, paths: new(ManagedSettings, Path.Combine(_root, "proc"))).ExamineAsync(cancellationToken);

    public AmpDiagnosisCheck Check(string name) => _diagnosis!.Checks.Single(check => check.Name == name);

    public async ValueTask DisposeAsync()
    {
        _service.Dispose();
        await _cli.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                using var connection = await _service.AcceptSocketAsync();
                await connection.ReceiveAsync(new byte[4096]);
                await connection.SendAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The machine is switched off.
        }
    }
}
