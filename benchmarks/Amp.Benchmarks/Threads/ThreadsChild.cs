using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Amp.Client;

namespace Amp.Benchmarks.Threads;

/// <summary>The verb <c>threads-pass METHOD WARM DIR</c>: makes one pass over a folder of threads, and prints milliseconds, the rise of the peak of memory in MB, and what it counted.</summary>
internal static class ThreadsChild
{
    public const string Verb = "threads-pass";

    public static readonly string[] Listing = ["list", "list, one file at a time", "list, JsonDocument", "list, JsonDocument in parallel"];
    public static readonly string[] Reading = ["read, message by message", "read, whole", "read, JsonDocument"];

    public static async Task<int> RunAsync(string method, string warm, string folder)
    {
        // The time is that of the work, not of the JIT.
        for (var i = 0; i < 30; i++)
        {
            await PassAsync(method, warm);
        }

        GC.Collect();
        var before = Resident("VmRSS");
        var start = Stopwatch.GetTimestamp();
        var counted = await PassAsync(method, folder);
        var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time} {(Resident("VmHWM") - before) / 1e6} {counted}"));
        return 0;
    }

    private static async Task<long> PassAsync(string method, string folder) => method switch
    {
        "list" => await ListAsync(folder, new()),
        "list, one file at a time" => await ListAsync(folder, new() { MaxConcurrency = 1 }),
        "list, JsonDocument" => Directory.EnumerateFiles(folder).Sum(CountWithDocument),
        "list, JsonDocument in parallel" => Directory.GetFiles(folder).AsParallel().WithDegreeOfParallelism(Environment.ProcessorCount).Sum(CountWithDocument),
        "read, message by message" => await ReadAsync(folder),
        "read, whole" => Count((await Store(folder, new()).ReadAsync(Id(folder)))!.Messages),
        "read, JsonDocument" => ReadWithDocument(Directory.EnumerateFiles(folder).Single()),
        _ => throw new FormatException($"There is no method '{method}'."),
    };

    private static AmpLocalThreadStore Store(string folder, AmpThreadStoreOptions options) => new(options with { Roots = [new(folder, AmpThreadRootKind.Cli, "benchmark")] });

    private static AmpThreadId Id(string folder) => Path.GetFileNameWithoutExtension(Directory.EnumerateFiles(folder).Single());

    private static async Task<long> ListAsync(string folder, AmpThreadStoreOptions options)
    {
        var count = 0L;
        await foreach (var file in Store(folder, options).ListAsync())
        {
            count += file.Thread!.MessageCount + file.Thread.Title!.Length + file.Thread.WorkingDirectory!.Length;
        }

        return count;
    }

    private static long CountWithDocument(string path)
    {
        using var file = File.OpenRead(path);
        using var json = JsonDocument.Parse(file);
        var root = json.RootElement;
        var uri = root.GetProperty("env").GetProperty("initial").GetProperty("trees")[0].GetProperty("uri").GetString()!;
        return root.GetProperty("messages").GetArrayLength() + root.GetProperty("title").GetString()!.Length + new Uri(uri).LocalPath.Length;
    }

    private static async Task<long> ReadAsync(string folder)
    {
        var count = 0L;
        await foreach (var message in Store(folder, new()).ReadMessagesAsync(Id(folder)))
        {
            count += Count([message]);
        }

        return count;
    }

    private static long Count(IReadOnlyList<AmpThreadMessage> messages) =>
        messages.Sum(static message => 1 + message.Text.Length + message.ToolResults.Sum(static result => (long)result.Text.Length));

    private static long ReadWithDocument(string path)
    {
        using var file = File.OpenRead(path);
        using var json = JsonDocument.Parse(file);
        var count = 0L;
        foreach (var message in json.RootElement.GetProperty("messages").EnumerateArray())
        {
            var texts = new List<string>();
            foreach (var block in message.GetProperty("content").EnumerateArray())
            {
                if (block.TryGetProperty("run", out var run))
                {
                    count += run.GetProperty("result").GetProperty("output").GetString()!.Length;
                }
                else if (block.TryGetProperty("text", out var text))
                {
                    texts.Add(text.GetString()!);
                }
            }

            count += 1 + string.Join('\n', texts).Length;
        }

        return count;
    }

    private static long Resident(string name) => !OperatingSystem.IsLinux() ? 0 : File.ReadLines("/proc/self/status")
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(static line => 1024 * long.Parse(line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture))
        .FirstOrDefault();
}
