using System.Globalization;

namespace Amp.ServiceStandIn;

/// <summary>Numbers for ids, so that none comes twice.</summary>
internal sealed class Sequence
{
    private int _last;

    public string Next(string prefix) => $"{prefix}_{Interlocked.Increment(ref _last).ToString("d6", CultureInfo.InvariantCulture)}";
}
