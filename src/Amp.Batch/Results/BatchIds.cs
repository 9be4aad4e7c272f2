using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Amp.Batch.Results;

/// <summary>Ids of batches and names of their files, which become paths: nothing that could lead out of the folder.</summary>
internal static partial class BatchIds
{
    /// <summary>An id that sorts by time.</summary>
    public static string Create(DateTimeOffset now) =>
        now.UtcDateTime.ToString("yyyyMMdd-HHmmss-", CultureInfo.InvariantCulture) + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3));

    public static bool IsValid(string? id) => id is not null && Valid().IsMatch(id);

    /// <exception cref="ArgumentException">It is no id.</exception>
    public static void Check(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (!IsValid(id))
        {
            throw new ArgumentException($"'{id}' is no batch id. Expected 1 to 100 letters, digits, '-', '_' and '.', the first a letter or a digit, such as 20261120-114700-3f9a2c.", nameof(id));
        }
    }

    // Not ".json" or ".journal" at the end: those are our own. No dot at the end: Windows drops it.
    [GeneratedRegex(@"\A[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?(?<!\.(?i:json|journal))\z", RegexOptions.CultureInvariant)]
    private static partial Regex Valid();
}
