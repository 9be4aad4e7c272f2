namespace Amp.Batch.Planning;

/// <summary>What the JSON of options is for.</summary>
internal enum OptionsJsonPurpose
{
    /// <summary>A plan that is read again: everything.</summary>
    Plan,

    /// <summary>The id of a cell: what the agent gets to work with; of what is named like a secret the name alone.</summary>
    Identity,

    /// <summary>A stored result: as <see cref="Identity"/>, but no value of any variable, and of an MCP configuration only that there is one.</summary>
    Record,
}
