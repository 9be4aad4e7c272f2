namespace Amp.Client.Toolboxes;

/// <summary>What a toolbox program can be given.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Type">Its type, in the words of JSON schema.</param>
/// <param name="IsRequired">Whether it must be given.</param>
internal sealed record ToolboxParameter(string Name, string Description, string Type, bool IsRequired);
