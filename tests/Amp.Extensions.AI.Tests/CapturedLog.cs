using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Amp.Extensions.AI.Tests;

/// <summary>Keeps everything that is logged, with the exceptions.</summary>
internal sealed class CapturedLog : ILoggerFactory
{
    private readonly ConcurrentQueue<(string Category, LogLevel Level, string Text)> _entries = [];

    public string EverythingAboveTrace => string.Join('\n', _entries.Where(entry => entry.Level > LogLevel.Trace).Select(entry => entry.Text));

    public string Of(Type category) => string.Join('\n', _entries.Where(entry => entry.Category == category.FullName).Select(entry => entry.Text));

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private sealed class Logger(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log._entries.Enqueue((category, logLevel, $"{formatter(state, exception)} {exception}"));
    }
}
