using Amp.Client;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SessionHost;

/// <summary>Sends prompts to sessions, all at once, and prints what happens. When the host stops, so do the turns.</summary>
internal sealed partial class SessionWorker(IAmpSessionManager sessions, IPrompts prompts, EventPrinter printer, IHostApplicationLifetime host, ILogger<SessionWorker> logger) : BackgroundService
{
    private readonly Dictionary<AmpSessionId, Task> _printing = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var noMore = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);

        // What an earlier host left: its prompts that waited have their turn now.
        foreach (var session in await sessions.ListAsync(stoppingToken))
        {
            _printing[session.Id] = PrintAsync(session.Id, session.LastSequenceNumber, noMore.Token);
        }

        List<Task> turns = [];
        await foreach (var (id, prompt) in prompts.ReadAllAsync(stoppingToken))
        {
            try
            {
                await EnsureSessionAsync(id, stoppingToken, noMore.Token);
                turns.Add((await sessions.SendAsync(id, prompt, cancellationToken: stoppingToken)).Completion);
            }
            catch (Exception e) when (e is AmpSessionException or FormatException)
            {
                LogRefused(logger, e.Message);
            }
        }

        await Task.WhenAll(turns).WaitAsync(stoppingToken);
        await noMore.CancelAsync();
        await Task.WhenAll(_printing.Values);
        LogDone(logger);
        host.StopApplication();
    }

    private async Task EnsureSessionAsync(AmpSessionId id, CancellationToken stoppingToken, CancellationToken noMore)
    {
        if (await sessions.FindAsync(id, stoppingToken) is null)
        {
            await sessions.CreateAsync(id: id, cancellationToken: stoppingToken);
            _printing[id] = PrintAsync(id, last: 0, noMore);
        }
    }

    private async Task PrintAsync(AmpSessionId id, long last, CancellationToken noMore)
    {
        try
        {
            await foreach (var happened in sessions.StreamEventsAsync(id, last, cancellationToken: noMore))
            {
                printer.Print(happened);
                last = happened.SequenceNumber;
            }
        }
        catch (OperationCanceledException) when (noMore.IsCancellationRequested)
        {
            // All has happened; what has not been printed of it is.
            await foreach (var happened in sessions.StreamEventsAsync(id, last, follow: false, CancellationToken.None))
            {
                printer.Print(happened);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Information, "No more prompts.")]
    private static partial void LogDone(ILogger logger);

    [LoggerMessage(2, LogLevel.Warning, "A prompt was refused. {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);
}
