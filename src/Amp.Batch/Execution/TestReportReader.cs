using System.Globalization;
using System.Xml;

namespace Amp.Batch.Execution;

/// <summary>Reads how many tests passed from JUnit and TRX files. They were written by what the agent made: nothing in them is trusted to be small, whole or harmless.</summary>
internal static class TestReportReader
{
    private const long MaxBytes = 32L * 1024 * 1024;
    private const int MaxFiles = 100;

    // Without definitions of entities nothing can grow, and without a resolver nothing is fetched.
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxBytes };

    /// <param name="folder">The worktree.</param>
    /// <param name="pattern">A path in it; the file's name may be a pattern.</param>
    /// <returns>The sum of all files; <see langword="null"/> when there is none that can be read.</returns>
    public static BatchTests? Read(string folder, string pattern)
    {
        try
        {
            var place = Path.GetFullPath(Path.Combine(folder, Path.GetDirectoryName(pattern) ?? ""));
            var files = Directory.EnumerateFiles(place, Path.GetFileName(pattern)).Order(StringComparer.Ordinal).Take(MaxFiles);

            // A pipe has no length, and whoever opens it waits for its other end.
            var reports = files.Where(static file => new FileInfo(file) is { LinkTarget: null, Length: > 0 and <= MaxBytes }).Select(ReadFile).OfType<BatchTests>().ToList();
            return reports.Count == 0 ? null : new(reports.Sum(static tests => tests.Passed), reports.Sum(static tests => tests.Failed), reports.Sum(static tests => tests.Skipped));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static BatchTests? ReadFile(string file)
    {
        try
        {
            using var xml = XmlReader.Create(file, Settings);
            return xml.MoveToContent() is not XmlNodeType.Element ? null : xml.LocalName switch
            {
                "TestRun" => ReadTrx(xml),
                "testsuite" or "testsuites" => ReadJUnit(xml),
                _ => null,
            };
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static BatchTests? ReadTrx(XmlReader xml)
    {
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "Counters" })
            {
                var (total, passed, failed) = (Number(xml, "total"), Number(xml, "passed"), Number(xml, "failed") + Number(xml, "error") + Number(xml, "timeout") + Number(xml, "aborted"));
                return new(passed, failed, Math.Max(0, total - passed - failed));
            }
        }

        return null;
    }

    // Case by case: what the attributes of the suites count differs between those who write them.
    private static BatchTests ReadJUnit(XmlReader xml)
    {
        var (cases, failed, skipped, state) = (0, 0, 0, 0);
        while (xml.Read())
        {
            if (xml.NodeType is not XmlNodeType.Element)
            {
                continue;
            }

            switch (xml.LocalName)
            {
                case "testcase":
                    (cases, state) = (cases + 1, 0);
                    break;
                case "failure" or "error" when cases > 0 && state == 0:
                    (failed, state) = (failed + 1, 1);
                    break;
                case "skipped" when cases > 0 && state == 0:
                    (skipped, state) = (skipped + 1, 1);
                    break;
            }
        }

        return new(cases - failed - skipped, failed, skipped);
    }

    private static int Number(XmlReader xml, string name) =>
        int.TryParse(xml.GetAttribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
