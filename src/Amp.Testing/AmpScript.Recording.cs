namespace Amp.Testing;

/// <content>Scripts that were not written but recorded.</content>
public sealed partial class AmpScript
{
    /// <summary>Replays what a real CLI did: the bytes of both its streams, its pauses, and its end.</summary>
    /// <remarks>
    /// <para>
    /// A recording is a folder with <c>stdout.jsonl</c>, and where there are such <c>timings.txt</c> (lines such as
    /// <c>1.475s stdout line 0 …</c>, <c>1.700s stderr chunk 68 bytes</c>, <c>1.633s exit</c>), <c>stderr.txt</c> and <c>exit</c> (an
    /// exit code, a signal as a negative number, or words that say that it had to be killed: it then hangs). <c>.gz</c> is read too.
    /// Without timings everything comes at once, standard output first.
    /// </para>
    /// <para>The files are read when the script is played, and must still be there. The thread id is the recorded one.</para>
    /// </remarks>
    /// <param name="path">The folder, or the file of standard output: <c>stdout.jsonl</c> brings its neighbours along, any other name comes alone.</param>
    /// <param name="speed">How much faster than in life; <see cref="double.PositiveInfinity"/> leaves the pauses out.</param>
    /// <exception cref="FileNotFoundException">There is no recording.</exception>
    public static AmpScript Replaying(string path, double speed = 1)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(speed, 0);

        var files = RecordingFiles.Find(path);
        var script = New.Then(ScriptStep.Of("replay", json => files.WriteTo(json, scale: 1 / speed)));

        return files.Ending is { } ending ? script.Then(ending) : script;
    }
}
