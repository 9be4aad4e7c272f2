namespace Amp.Client.Cli;

/// <summary>Where the CLI is and how to run it.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Runner">The program that runs it (<c>node</c> or <c>dotnet</c>), when it is no executable itself.</param>
/// <param name="FoundBy">What told where it is.</param>
internal sealed record CliLocation(string Path, string? Runner, string FoundBy)
{
    public string FileName => Runner ?? Path;

    public IEnumerable<string> LeadingArguments => Runner is null ? [] : [Path];
}
