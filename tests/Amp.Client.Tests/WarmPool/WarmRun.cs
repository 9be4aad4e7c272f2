using Amp.Client.Tests.Configuration;
using Amp.Client.Tests.Runs;
using Amp.Testing;

namespace Amp.Client.Tests.WarmPool;

/// <summary>A scripted CLI whose client keeps processes waiting.</summary>
internal static class WarmRun
{
    public static AmpScript Parrot { get; } = AmpScript.New.Says("You said: ${prompt}").ThenSucceeds();

    public static ScriptedRun Playing(AmpScript script, int size, Action<AmpClientOptions>? configure = null, TimeProvider? clock = null) => ScriptedRun.Playing(
        script,
        options =>
        {
            options.WarmPool.Size = size;
            configure?.Invoke(options);
        },
        clock);

    /// <summary>A folder that goes with the test, and a clock that the test moves.</summary>
    public sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("amp-warm-").FullName;

        public ManualClock Clock { get; } = new();

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
