using Amp.Client;
using Microsoft.Extensions.Logging;

namespace Amp.Extensions.AI.Tests.Documentation;

/// <summary>The examples of docs/tools.md, compiled and looked at.</summary>
public sealed class ToolsExamples
{
    [Fact]
    public void A_set_has_a_name_a_time_limit_services_and_a_log()
    {
        IServiceProvider services = new NoServices();
        using ILoggerFactory loggers = new CapturedLog();

        var tools = new AmpToolSet("shop", new() { CallTimeout = TimeSpan.FromSeconds(20), Services = services, LoggerFactory = loggers })
        {
            AmpTool.Create("get_stock", "Tells how much there is.", (string article, IServiceProvider inside, AmpToolContext context) => Warehouse.In(inside).Count(article)),
        };
        var options = new AmpRunOptions { ToolServers = [tools] };

        Assert.Equal("article", Assert.Single(Assert.Single(tools).JsonSchema.GetProperty("properties").EnumerateObject()).Name);
        Assert.Same(tools, Assert.Single(options.ToolServers));
    }

    [Fact]
    public void MCP_servers_are_programs_and_addresses()
    {
        var token = "t";

        var options = new AmpRunOptions
        {
            McpServers = new Dictionary<string, AmpMcpServer>
            {
                ["browser"] = AmpMcpServer.Stdio("npx", "-y", "@playwright/mcp"),
                ["tracker"] = AmpMcpServer.Http(new("https://mcp.example.com/v1")) with
                {
                    Headers = new Dictionary<string, string> { ["Authorization"] = $"Bearer {token}" },
                },
            },
        };

        Assert.Equal(["browser", "tracker"], options.McpServers.Keys);
    }

    [Fact]
    public void Skills_and_toolboxes_are_folders()
    {
        var options = new AmpRunOptions { Skills = ["/srv/agents/skills"], Toolbox = ["/srv/agents/toolbox"] };

        Assert.Equal(["/srv/agents/skills", "/srv/agents/toolbox"], options.Skills.Concat(options.Toolbox));
    }

    [Fact]
    public void A_tool_is_a_function_with_a_name_and_a_description()
    {
        var add = AmpTool.Create("add", "Adds two numbers.", (int a, int b) => a + b);
        var options = new AmpRunOptions().WithTools(add);

        Assert.Equal("app", Assert.Single(options.ToolServers).Name);
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }

    private sealed class Warehouse
    {
        private readonly Dictionary<string, int> _stock = [];

        public static Warehouse In(IServiceProvider services) => (Warehouse?)services.GetService(typeof(Warehouse)) ?? new();

        public int Count(string article) => _stock.GetValueOrDefault(article);
    }
}
