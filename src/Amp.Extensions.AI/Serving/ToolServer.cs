using System.Diagnostics;
using System.Text.Json;
using Amp.Client;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Amp.Extensions.AI;

/// <summary>Serves the tools of a set to one CLI, over one connection.</summary>
internal sealed class ToolServer
{
    // Shorter than the channel waits for what it serves.
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(3);

    private const int LongestError = 8 * 1024;

    private readonly string _name;
    private readonly AmpToolSetOptions _options;
    private readonly Dictionary<string, AIFunction> _functions;
    private readonly Func<AmpThreadId?> _thread;
    private readonly Func<string, string> _redact;
    private readonly ILogger _logger;
    private readonly HashSet<Task> _calls = [];

    /// <param name="set">What to serve.</param>
    /// <param name="thread">Says which thread the run works in, when that is known.</param>
    /// <param name="redact">Takes secrets out of an error.</param>
    public ToolServer(AmpToolSet set, Func<AmpThreadId?> thread, Func<string, string> redact)
    {
        (_name, _options, _thread, _redact) = (set.Name, set.Options, thread, redact);
        _functions = set.ToDictionary(static function => function.Name, StringComparer.Ordinal);
        _logger = _options.LoggerFactory?.CreateLogger(typeof(AmpToolSet).FullName!) ?? NullLogger.Instance;
    }

    /// <summary>Serves until the CLI hangs up or the run ends; then cancels what is still being done, and waits for it some seconds.</summary>
    public async Task RunAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var session = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var input = new WatchedInput(stream, session.Cancel);
        await using var inputScope = input.ConfigureAwait(false);
        var transport = new StreamServerTransport(input, stream, _name, _options.LoggerFactory);
        await using var transportScope = transport.ConfigureAwait(false);
        var server = McpServer.Create(transport, Describe(session.Token), _options.LoggerFactory, _options.Services);
        await using var serverScope = server.ConfigureAwait(false);
        try
        {
            await server.RunAsync(session.Token).ConfigureAwait(false);
        }
        finally
        {
            await session.CancelAsync().ConfigureAwait(false);
            await EndCallsAsync().ConfigureAwait(false);
        }
    }

    private McpServerOptions Describe(CancellationToken session) => new()
    {
        ServerInfo = new() { Name = _name, Version = typeof(AmpToolSet).Assembly.GetName().Version?.ToString(3) ?? "0.0.0" },
        Capabilities = new() { Tools = new() },
        Handlers = new()
        {
            ListToolsHandler = (_, _) => ValueTask.FromResult(new ListToolsResult { Tools = [.. _functions.Values.Select(Describe)] }),
            CallToolHandler = (request, cancellationToken) => CallAsync(request.Params!, session, cancellationToken),
        },
    };

    private static Tool Describe(AIFunction function) => new() { Name = function.Name, Description = function.Description, InputSchema = function.JsonSchema };

    private async ValueTask<CallToolResult> CallAsync(CallToolRequestParams call, CancellationToken session, CancellationToken cancellationToken)
    {
        if (!_functions.TryGetValue(call.Name, out var function))
        {
            return ToolAnswer.Error($"There is no tool '{call.Name}'. There are: {string.Join(", ", _functions.Keys)}.");
        }

        if (ToolArgumentCheck.FindProblem(function.JsonSchema, call.Arguments) is { } problem)
        {
            return ToolAnswer.Error(problem);
        }

        using var limit = new CancellationTokenSource(_options.CallTimeout, _options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(session, cancellationToken, limit.Token);
        var started = Stopwatch.GetTimestamp();
        ToolLog.Called(_logger, call.Name);
        try
        {
            var answer = ToolAnswer.Of(await Begin(function, call, either.Token).WaitAsync(either.Token).ConfigureAwait(false));
            ToolLog.Answered(_logger, call.Name, Elapsed(started));
            return answer;
        }
        catch (Exception) when (session.IsCancellationRequested || cancellationToken.IsCancellationRequested)
        {
            ToolLog.Cancelled(_logger, call.Name, Elapsed(started));
            throw new OperationCanceledException(cancellationToken.IsCancellationRequested ? cancellationToken : session);
        }
        catch (Exception) when (limit.IsCancellationRequested)
        {
            ToolLog.TimedOut(_logger, call.Name, _options.CallTimeout);
            return ToolAnswer.Error($"The tool '{call.Name}' did not answer within {_options.CallTimeout} and was given up.");
        }
#pragma warning disable CA1031 // Whatever a function throws is the agent's to read, and must not end the server.
        catch (Exception e)
#pragma warning restore CA1031
        {
            ToolLog.Failed(_logger, e, call.Name, Elapsed(started));
            return ToolAnswer.Error(Explain(e));
        }
    }

    // On a thread of its own: a function that blocks must not hold up the others, nor the word that it is cancelled.
    private Task<object?> Begin(AIFunction function, CallToolRequestParams call, CancellationToken cancellationToken)
    {
        var arguments = new AIFunctionArguments(call.Arguments?.ToDictionary(static argument => argument.Key, static argument => (object?)argument.Value))
        {
            Services = _options.Services,
            Context = new Dictionary<object, object?> { [typeof(AmpToolContext)] = new AmpToolContext { Tool = ToolName.Full(_name, call.Name), Thread = _thread() } },
        };
        var work = Task.Run(() => function.InvokeAsync(arguments, cancellationToken).AsTask(), CancellationToken.None);
        lock (_calls)
        {
            _calls.Add(work);
        }

        _ = ForgetAsync(work);
        return work;
    }

    private async Task ForgetAsync(Task work)
    {
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);   // also takes notice of what an abandoned call throws
        lock (_calls)
        {
            _calls.Remove(work);
        }
    }

    private async Task EndCallsAsync()
    {
        Task[] open;
        lock (_calls)
        {
            open = [.. _calls];
        }

        await Task.WhenAll(open).WaitAsync(LongestGoodbye, _options.Clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (open.Count(static call => !call.IsCompleted) is var left and > 0)
        {
            ToolLog.LeftBehind(_logger, _name, left);
        }
    }

    // The message alone: types and stack traces are of no use to a model, and tell it about the machine.
    private string Explain(Exception failure)
    {
        var message = _redact(failure is JsonException ? $"An argument could not be read: {failure.Message}" : failure.Message);
        return string.IsNullOrWhiteSpace(message) ? "The tool failed and did not say why."
            : message.Length <= LongestError ? message
            : string.Concat(message.AsSpan(0, LongestError), "…");
    }

    private static long Elapsed(long started) => (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
}
