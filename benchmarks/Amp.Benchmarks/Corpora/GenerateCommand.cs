using System.Globalization;

namespace Amp.Benchmarks.Corpora;

/// <summary>The verb <c>generate</c>: writes the corpora to a folder, or checks that they come out as they must.</summary>
internal static class GenerateCommand
{
    public const string Verb = "generate";
    public const string Usage = "generate DIR [MB] | generate --verify";

    private const int DefaultMegabytes = 64;

    /// <summary>Runs it.</summary>
    /// <returns>The exit code: 1 when a corpus is not what it must be.</returns>
    public static int Run(ReadOnlySpan<string> arguments) => arguments switch
    {
        ["--verify"] => Verify(1) && Verify(16) ? 0 : 1,
        [var folder] => Write(folder, DefaultMegabytes),
        [var folder, var megabytes] => Write(folder, int.Parse(megabytes, CultureInfo.InvariantCulture)),
        _ => throw new FormatException($"Usage: {Usage}"),
    };

    private static int Write(string folder, int megabytes)
    {
        foreach (var name in CorpusGenerator.Names)
        {
            var path = Path.Combine(folder, name + ".jsonl");
            CorpusStore.Save(path, output => CorpusGenerator.Write(name, output, megabytes));
            Console.WriteLine($"{path}: {new FileInfo(path).Length:N0} bytes");
        }

        return 0;
    }

    private static bool Verify(int megabytes)
    {
        var isRight = true;
        foreach (var name in CorpusGenerator.Names)
        {
            using var bytes = new MemoryStream();
            CorpusGenerator.Write(name, bytes, megabytes);
            var matches = CorpusHashes.Matches(name, megabytes, bytes.GetBuffer().AsSpan(0, (int)bytes.Length)) == true;
            Console.WriteLine($"{name}, {megabytes} MiB: {(matches ? "as it must be" : "DIFFERS")}");
            isRight &= matches;
        }

        return isRight;
    }
}
