using System.Diagnostics;
using System.Text.Json;

namespace Amp.Testing.Tests;

/// <summary>A fake that was started, with its pipes in the hand.</summary>
public sealed class RunningAmp : IAsyncDisposable
{
    private readonly Process _process;

    private RunningAmp(Process process) => _process = process;

    public int Id => _process.Id;

    public StreamWriter Input => _process.StandardInput;

    public StreamReader Output => _process.StandardOutput;

    public StreamReader Error => _process.StandardError;

    public static RunningAmp Start(FakeAmp amp, params string[] arguments) => Start(amp, null, arguments);

    public static RunningAmp Start(FakeAmp amp, Action<ProcessStartInfo>? configure, params string[] arguments)
    {
        var start = new ProcessStartInfo(amp.Path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        configure?.Invoke(start);
        return new RunningAmp(Process.Start(start)!);
    }

    /// <summary>Runs to the end with this prompt on standard input.</summary>
    public static async Task<FinishedAmp> RunAsync(FakeAmp amp, string prompt = "please", params string[] arguments)
    {
        await using var running = Start(amp, arguments.Length is 0 ? ["--execute", "--stream-json"] : arguments);
        await running.Input.WriteAsync(prompt);
        return await running.FinishAsync();
    }

    /// <summary>Closes the input, reads all and waits for the exit.</summary>
    public async Task<FinishedAmp> FinishAsync()
    {
        Input.Close();
        var error = Error.ReadToEndAsync();
        var output = await Output.ReadToEndAsync();
        return new FinishedAmp(output, await error, await ExitAsync());
    }

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public async Task<JsonElement> ReadLineAsync() => Json(await Output.ReadLineAsync() ?? throw new EndOfStreamException());

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    public static JsonElement Json(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.Clone();
    }
}
