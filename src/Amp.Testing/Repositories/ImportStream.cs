using System.Globalization;
using System.Text;

namespace Amp.Testing.Repositories;

/// <summary>Writes what <c>git fast-import</c> reads: many files in one command.</summary>
internal static class ImportStream
{
    private const int FilesInAFolder = 100;

    public static ReadOnlyMemory<byte> FirstCommit(TestRepositoryOptions options)
    {
        using var stream = new MemoryStream();
        using (var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\n" })
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"commit refs/heads/{options.Branch}\ncommitter {TestGit.Name} <{TestGit.Email}> 1700000000 +0000\ndata 12\nFirst commit\n"));
            for (var i = 0; i < options.Files; i++)
            {
                var content = Content(i, options.FileBytes);
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"M 644 inline folder-{i / FilesInAFolder:0000}/file-{i:000000}.txt\ndata {content.Length}\n{content}\n"));
            }
        }

        return stream.ToArray();
    }

    // Lines, so that diffs have something to say; different in each file, so that no two share an object.
    private static string Content(int file, int bytes)
    {
        var content = new StringBuilder(bytes + 32);
        for (var line = 1; content.Length < bytes; line++)
        {
            content.Append(CultureInfo.InvariantCulture, $"file {file} line {line}\n");
        }

        content.Length = bytes - 1;
        return content.Append('\n').ToString();
    }
}
