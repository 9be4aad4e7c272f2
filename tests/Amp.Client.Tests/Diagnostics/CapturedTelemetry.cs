using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Amp.Client.Tests.Diagnostics;

/// <summary>Listens to the package's spans and measurements, to those only that this test brings about.</summary>
/// <remarks>Listeners hear the whole process. What is recorded flows from the test's own calls, and so does an <see cref="AsyncLocal{T}"/>.</remarks>
internal sealed class CapturedTelemetry : IDisposable
{
    private readonly AsyncLocal<object?> _mine = new();
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();
    private readonly ConcurrentQueue<Activity> _spans = [];
    private readonly ConcurrentQueue<Measured> _measurements = [];

    public CapturedTelemetry()
    {
        _mine.Value = this;
        _activities = new()
        {
            ShouldListenTo = static source => source.Name == AmpTelemetry.SourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (_mine.Value == this)
                {
                    _spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_activities);

        _meters.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == AmpTelemetry.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _meters.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        _meters.Start();
    }

    public IReadOnlyList<Activity> Spans => [.. _spans];

    public IReadOnlyList<Measured> Measurements => [.. _measurements];

    /// <summary>Every word of it, for a search.</summary>
    public string Everything => string.Join('\n', [
        .. Spans.Select(static span => $"{span.DisplayName} {span.Id} {span.TraceStateString} {span.StatusDescription} {string.Join(' ', span.TagObjects.Concat(span.Baggage.Select(static b => new KeyValuePair<string, object?>(b.Key, b.Value))))} {string.Join(' ', span.Events.Select(static e => $"{e.Name} {string.Join(' ', e.Tags)}"))}"),
        .. Measurements.Select(static measured => $"{measured.Instrument} {measured.Value} {string.Join(' ', measured.Tags)}")]);

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_mine.Value == this)
        {
            _measurements.Enqueue(new(instrument.Name, value, tags.ToArray().ToDictionary(StringComparer.Ordinal)));
        }
    }

    internal sealed record Measured(string Instrument, double Value, IReadOnlyDictionary<string, object?> Tags);
}
