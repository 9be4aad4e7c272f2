namespace Amp.Client.Threads;

/// <summary>Reads a thread whole.</summary>
internal sealed class ThreadReading(ThreadFileReader file, ThreadPlaces places, AmpThreadStoreOptions limits)
{
    public async Task<AmpThread?> ReadAsync(AmpThreadId thread, CancellationToken cancellationToken)
    {
        if (file.Stat.Length > limits.MaxThreadBytes)
        {
            throw new AmpThreadException(
                new(AmpThreadProblemKind.TooLarge, $"The thread has {file.Stat.Length} bytes, more than the {limits.MaxThreadBytes} that are read whole. Read its messages one by one."),
                file.Stat.Path);
        }

        var outline = await file.ReadOutlineAsync(cancellationToken).ConfigureAwait(false);
        List<AmpThreadMessage> messages = [];
        List<AmpUsageEntry> usage = [];
        var charges = new Charges(outline.Ledger);
        await foreach (var message in file.ReadMessagesAsync(outline, charges, cancellationToken).ConfigureAwait(false))
        {
            if (message.State is not { IsInProgress: true })
            {
                messages.Add(message);
                usage.AddRange(message.Charges);
            }
            else
            {
                // What the ledger has was charged; what the message says of itself is not its last word.
                usage.AddRange(message.Charges.Where(static charge => charge.Source is AmpUsageSource.Ledger));
            }
        }

        var fileChanges = places.FileChanges is { } folder ? Path.Combine(folder, thread.Value) : null;
        return new()
        {
            Info = outline.Info ?? new() { Id = thread, LastActivity = file.Stat.LastWritten },
            Messages = messages,
            Usage = [.. usage, .. charges.Unclaimed],
            SubagentThreadIds =
            [
                .. messages.SelectMany(static message => message.ToolResults).Select(static result => result.SubagentThreadId)
                    .Concat(outline.Ledger.Select(static entry => entry.SubagentThreadId))
                    .OfType<AmpThreadId>().Distinct(),
            ],
            Path = file.Stat.Path,
            FileChangesFolder = Directory.Exists(fileChanges) ? fileChanges : null,
            Problem = outline.Problem,
            AdditionalProperties = outline.AdditionalProperties,
        };
    }
}
