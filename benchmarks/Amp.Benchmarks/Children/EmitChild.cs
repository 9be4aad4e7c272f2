using System.Buffers.Text;
using System.Diagnostics;
using System.Text;

namespace Amp.Benchmarks.Children;

/// <summary>The verb <c>emit COUNT</c>: writes lines of 0.8 KB, 1 ms apart, each with the time of its writing.</summary>
/// <remarks>
/// The text of each message begins with 20 digits: <see cref="Stopwatch.GetTimestamp"/> just before the write. On Linux
/// that is CLOCK_MONOTONIC in nanoseconds, the same in every process.
/// </remarks>
internal static class EmitChild
{
    public const string Verb = "emit";

    /// <summary>The length of a timestamp, in digits.</summary>
    public const int StampLength = 20;

    private const int LineLength = 800;
    private const string Head = """{"type":"user","message":{"role":"user","content":[{"type":"text","text":" """;
    private const string Tail = """ "}]},"parent_tool_use_id":null,"session_id":"T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd"}""";

    public static int Run(int count)
    {
        using var output = Console.OpenStandardOutput();
        var (head, tail) = (Head.TrimEnd(), Tail.TrimStart() + '\n');
        var padding = new string('x', LineLength - head.Length - StampLength - tail.Length);
        var line = Encoding.UTF8.GetBytes(head + new string('0', StampLength) + padding + tail);
        for (var i = 0; i < count; i++)
        {
            Thread.Sleep(1);
            Utf8Formatter.TryFormat(Stopwatch.GetTimestamp(), line.AsSpan(head.Length, StampLength), out _, new('D', StampLength));
            output.Write(line);
        }

        return 0;
    }
}
