using System.Globalization;

namespace Amp.Workspace;

/// <summary>Who a commit is by.</summary>
public sealed record GitPerson
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The mail address.</summary>
    public required string Email { get; init; }

    /// <summary>When. <see langword="null"/> for now.</summary>
    public DateTimeOffset? Date { get; init; }

    internal void AddTo(Dictionary<string, string> environment, string role)
    {
        Check(Name, nameof(Name));
        Check(Email, nameof(Email));
        environment[$"GIT_{role}_NAME"] = Name;
        environment[$"GIT_{role}_EMAIL"] = Email;
        if (Date is { } date)
        {
            environment[$"GIT_{role}_DATE"] = string.Create(CultureInfo.InvariantCulture, $"@{date.ToUnixTimeSeconds()} {(date.Offset < TimeSpan.Zero ? '-' : '+')}{date.Offset:hhmm}");
        }
    }

    // Git would take these out without a word.
    private static void Check(string value, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value, parameter);
        if (value.Any(c => char.IsControl(c) || c is '<' or '>'))
        {
            throw new ArgumentException($"'{value}' cannot stand in a commit: no control characters, '<' or '>' are allowed.", parameter);
        }
    }
}
