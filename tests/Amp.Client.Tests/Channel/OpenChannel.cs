using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Amp.Client.Channel;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amp.Client.Tests.Channel;

/// <summary>A channel that is open, without a run, and the brokers that connect to it.</summary>
internal sealed class OpenChannel : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("amp-channel-").FullName;
    private readonly RunChannel _channel;

    private OpenChannel(bool usesPipe, IReadOnlyDictionary<string, Func<Stream, CancellationToken, Task>> servers, TimeProvider? clock, int answerSeconds)
    {
        Token = RandomNumberGenerator.GetBytes(ChannelWire.TokenLength);
        Listener = usesPipe || OperatingSystem.IsWindows() ? new NamedPipeListener() : ChannelListener.In(_folder);
        File.WriteAllText(ChannelFile, $"{Listener.Address}\n{Convert.ToHexString(Token)}\n{answerSeconds}\n");
        _channel = new(Listener, Token, servers, clock ?? TimeProvider.System, NullLogger.Instance);
    }

    public byte[] Token { get; }

    public ChannelListener Listener { get; }

    public string ChannelFile => Path.Combine(_folder, ChannelWire.FileName);

    public static OpenChannel Serving(string purpose, Func<Stream, CancellationToken, Task> serve, bool usesPipe = false, TimeProvider? clock = null, int answerSeconds = 20) =>
        new(usesPipe, new Dictionary<string, Func<Stream, CancellationToken, Task>> { [purpose] = serve }, clock, answerSeconds);

    public ProcessStartInfo Broker(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, BrokerProgram.Folder, BrokerProgram.AssemblyName), "--channel", ChannelFile, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AGENT_TOOL_NAME"] = "Bash";
        start.Environment["AGENT_TOOL_USE_ID"] = "toolu_1";
        start.Environment["AMP_THREAD_ID"] = "T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd";
        return start;
    }

    public async Task<(int ExitCode, string Output, string Errors)> RunBrokerAsync(string input, params string[] arguments)
    {
        using var process = Process.Start(Broker(arguments))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(input));
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Limit);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output, await errors);
    }

    public ValueTask CloseAsync() => _channel.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
