using System.Runtime.CompilerServices;

namespace SessionHost;

/// <summary>One <c>session: prompt</c> a line, until the end of standard input.</summary>
internal sealed class StandardInputPrompts : IPrompts
{
    public async IAsyncEnumerable<(string Session, string Prompt)> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Not Console.In, which blocks; and a read of standard input cannot be cancelled, only left behind.
        using var input = new StreamReader(Console.OpenStandardInput());
        while (await Task.Run(input.ReadLineAsync, cancellationToken).WaitAsync(cancellationToken) is { } line)
        {
            if (line.Split(':', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } session, { Length: > 0 } prompt])
            {
                yield return (session, prompt);
            }
        }
    }
}
