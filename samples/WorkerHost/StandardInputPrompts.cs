using System.Runtime.CompilerServices;

namespace WorkerHost;

/// <summary>One prompt a line, until the end of standard input.</summary>
internal sealed class StandardInputPrompts : IPrompts
{
    public async IAsyncEnumerable<string> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Not Console.In, which blocks; and a read of standard input cannot be cancelled, only left behind.
        using var input = new StreamReader(Console.OpenStandardInput());
        while (await Task.Run(input.ReadLineAsync, cancellationToken).WaitAsync(cancellationToken) is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return line;
            }
        }
    }
}
