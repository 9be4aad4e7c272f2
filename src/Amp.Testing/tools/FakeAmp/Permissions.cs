using System.Diagnostics;
using System.Text.Json;
using Amp.Client.Permissions;

namespace Amp.Testing.Player;

/// <summary>Decides on a tool call by the rules of the settings file, and runs the program of a rule that delegates with the CLI's own protocol.</summary>
internal sealed class Permissions(CommandLine commandLine, Session session)
{
    /// <summary>What a call comes to.</summary>
    public enum Verdict
    {
        Allowed,
        Rejected,
        Asked,
    }

    /// <summary>Decides; <see cref="Session.Rejection"/> then has the reason, where there is one.</summary>
    public Verdict Judge(string tool, string id, string inputJson)
    {
        using var settings = Read();
        if (settings is null || commandLine.Arguments.Contains("--dangerously-allow-all")
            || (settings.RootElement.TryGetProperty("amp.dangerouslyAllowAll", out var all) && all.ValueKind is JsonValueKind.True)
            || !settings.RootElement.TryGetProperty("amp.permissions", out var rules))
        {
            return Verdict.Allowed;
        }

        using var input = JsonDocument.Parse(inputJson);
        var index = -1;
        foreach (var rule in rules.EnumerateArray())
        {
            index++;
            // The CLI drops a malformed rule without a word.
            if (PermissionRuleCheck.IsWellFormed(rule) && !(rule.TryGetProperty("context", out var context) && context.GetString() is not "thread") && RuleMatcher.Matches(rule, tool, input.RootElement))
            {
                return Follow(rule, index, tool, id, System.Text.Encoding.UTF8.GetBytes(input.RootElement.GetRawText()));
            }
        }

        return Verdict.Allowed;
    }

    private Verdict Follow(JsonElement rule, int index, string tool, string id, byte[] input)
    {
        var action = rule.GetProperty("action").GetString();
        session.Rejection = action is "reject" && rule.TryGetProperty("message", out var message)
            ? message.GetString()!
            : $"Tool execution rejected by user: Rejected by user permissions rule {index}: {action} {tool}";
        return action switch
        {
            "allow" => Verdict.Allowed,
            "reject" => Verdict.Rejected,
            "delegate" => Delegate(rule.GetProperty("to").GetString()!, tool, id, input),
            _ => Verdict.Asked,
        };
    }

    private Verdict Delegate(string program, string tool, string id, byte[] input)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["AGENT"] = "amp";
        start.Environment["AGENT_TOOL_NAME"] = tool;
        start.Environment["AGENT_TOOL_USE_ID"] = id;
        start.Environment["AMP_THREAD_ID"] = session.Id;
        start.Environment["NONINTERACTIVE"] = "1";
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
            process.WaitForExit();
            output.GetAwaiter().GetResult();
            session.Rejection = errors.GetAwaiter().GetResult() is { Length: > 0 } reason ? reason : session.Rejection;
            return process.ExitCode switch { 0 => Verdict.Allowed, 1 => Verdict.Asked, _ => Verdict.Rejected };
        }
        catch (System.ComponentModel.Win32Exception)
        {
            session.Rejection = $"spawn {program} ENOENT";
            return Verdict.Rejected;
        }
    }

    private JsonDocument? Read()
    {
        var file = Named() ?? Environment.GetEnvironmentVariable("AMP_SETTINGS_FILE")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config", "amp", "settings.json");
        return File.Exists(file) ? JsonDocument.Parse(File.ReadAllBytes(file), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }) : null;
    }

    private string? Named()
    {
        const string Flag = "--settings-file";
        for (var i = 0; i < commandLine.Arguments.Length; i++)
        {
            var argument = commandLine.Arguments[i];
            if (argument.StartsWith(Flag + "=", StringComparison.Ordinal))
            {
                return argument[(Flag.Length + 1)..];
            }

            if (argument is Flag && i + 1 < commandLine.Arguments.Length)
            {
                return commandLine.Arguments[i + 1];
            }
        }

        return null;
    }
}
