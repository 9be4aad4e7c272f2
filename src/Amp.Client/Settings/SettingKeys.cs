namespace Amp.Client.Settings;

/// <summary>The settings that need more than being passed on.</summary>
internal static class SettingKeys
{
    public const string Prefix = "amp.";
    public const string Permissions = "amp.permissions";
    public const string AllowAll = "amp.dangerouslyAllowAll";
    public const string DisabledTools = "amp.tools.disable";
    public const string SkillsPath = "amp.skills.path";
    public const string McpServers = "amp.mcpServers";
}
