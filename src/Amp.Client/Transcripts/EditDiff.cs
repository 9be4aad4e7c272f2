using System.Text;
using Amp.Client.Threads;
using Amp.Streaming;

namespace Amp.Client.Transcripts;

/// <summary>What an edit was to change, made of what the tool was given. For edits whose tool did not say: it failed, or is another agent's.</summary>
internal static class EditDiff
{
    private const int LargestText = 1 << 20;

    public static string? Of(ToolUseBlock call)
    {
        var input = call.Input.Element;
        var (before, after) = (input.Text("old_str") ?? input.Text("old_string"), input.Text("new_str") ?? input.Text("new_string"));
        if (before is null && after is null && call.Name is "create_file" or "Write")
        {
            after = input.Text("content");
        }

        return (before is null && after is null) || before?.Length > LargestText || after?.Length > LargestText ? null : Lines(before ?? "", after ?? "");
    }

    // No search for the smallest change: what an edit replaces is short, and begins and ends with what stays.
    private static string Lines(string before, string after)
    {
        var (old, @new) = (Split(before), Split(after));
        var start = 0;
        while (start < old.Length && start < @new.Length && old[start] == @new[start])
        {
            start++;
        }

        var end = 0;
        while (end < old.Length - start && end < @new.Length - start && old[^(end + 1)] == @new[^(end + 1)])
        {
            end++;
        }

        var diff = new StringBuilder();
        Add(' ', old.AsSpan(0, start));
        Add('-', old.AsSpan(start, old.Length - start - end));
        Add('+', @new.AsSpan(start, @new.Length - start - end));
        Add(' ', old.AsSpan(old.Length - end));
        return diff.ToString().TrimEnd('\n');

        void Add(char sign, ReadOnlySpan<string> lines)
        {
            foreach (var line in lines)
            {
                diff.Append(sign).Append(line).Append('\n');
            }
        }
    }

    private static string[] Split(string text)
    {
        var normal = text.ReplaceLineEndings("\n");
        normal = normal.EndsWith('\n') ? normal[..^1] : normal;
        return text.Length == 0 ? [] : normal.Split('\n');
    }
}
