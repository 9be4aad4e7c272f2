using System.Runtime.CompilerServices;

namespace Chat;

/// <summary>What is typed, line by line, or comes through a pipe.</summary>
internal static class Keyboard
{
    public static async IAsyncEnumerable<string> ReadLinesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A thread of its own, because reading from a terminal cannot be called off.
        while (await Task.Run(Console.In.ReadLine, CancellationToken.None).WaitAsync(cancellationToken) is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return line.Trim();
            }
        }
    }
}
