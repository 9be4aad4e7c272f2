using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Amp.Client.Tests.Diagnostics;

/// <summary>Keeps everything that is logged, at every level: the text, each value, and the exception.</summary>
internal sealed class CapturedLog : ILogger<AmpClient>
{
    private readonly ConcurrentQueue<string> _entries = [];

    public string Everything => string.Join('\n', _entries);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        _entries.Enqueue($"scope {state}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : "";
        _entries.Enqueue($"{logLevel} {eventId} {formatter(state, exception)} {values} {exception}");
    }
}
