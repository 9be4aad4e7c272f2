namespace Amp.Streaming.Events;

/// <summary>The tool calls that have no answer yet, in the order in which they were made.</summary>
internal sealed class OpenTools
{
    private readonly List<OpenTool> _open = [];

    public void Add(string id, string name, string? parentId, long startedAt) => _open.Add(new(id, name, parentId, startedAt));

    /// <summary>Takes a call out, by its id.</summary>
    public OpenTool? Take(string id)
    {
        var i = _open.FindIndex(tool => tool.Id == id);
        return i < 0 ? null : TakeAt(i);
    }

    /// <summary>Takes out the first call that a sub-agent made; <see langword="null"/> when there is none.</summary>
    /// <param name="parentId">The Task call of the sub-agent.</param>
    public OpenTool? TakeChild(string? parentId)
    {
        var i = _open.FindIndex(tool => tool.ParentId == parentId);
        return i < 0 ? null : TakeAt(i);
    }

    /// <summary>Takes out the first call of all; <see langword="null"/> when there is none.</summary>
    public OpenTool? TakeFirst() => _open.Count == 0 ? null : TakeAt(0);

    private OpenTool TakeAt(int index)
    {
        var tool = _open[index];
        _open.RemoveAt(index);
        return tool;
    }
}
