// Reads what `amp --execute --stream-json` wrote, from a file or from standard input, and prints one JSON object about it.
//
//     dotnet run --project samples/InspectStream -- recording.jsonl
//     amp --execute "hello" --stream-json | dotnet run --project samples/InspectStream

using Amp.Streaming;
using InspectStream;

if (args is ["-h" or "--help", ..] or { Length: > 1 })
{
    Console.Error.WriteLine("Usage: InspectStream [FILE]    Reads JSON lines from FILE, or from standard input, and prints what is in them.");
    return args.Length > 1 ? 2 : 0;
}

Stream input;
try
{
    input = args is [var path] && path != "-" ? File.OpenRead(path) : Console.OpenStandardInput();
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"{args[0]} cannot be read: {e.Message}");
    return 2;
}

var report = new StreamReport();
await using var reader = new AmpStreamReader(input);
while (await reader.ReadAsync())
{
    report.Add(reader.Current);
}

report.WriteTo(Console.OpenStandardOutput(), reader.LinesRead, reader.BytesRead);
return 0;
