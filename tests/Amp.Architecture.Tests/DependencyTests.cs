using System.Reflection;

namespace Amp.Architecture.Tests;

/// <summary>The arrows of docs/architecture: what each package may use, and nothing else.</summary>
public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Amp.Streaming"] = [],
        ["Amp.Client"] = ["Amp.Streaming", "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options", "Microsoft.Extensions.Configuration.Abstractions", "Microsoft.Extensions.Primitives", "System.Threading.RateLimiting"],
        ["Amp.Workspace"] = ["Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options"],
        ["Amp.Batch"] = ["Amp.Streaming", "Amp.Client", "Amp.Workspace", "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options"],
        ["Amp.Extensions.AI"] = ["Amp.Streaming", "Amp.Client", "Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "ModelContextProtocol", "ModelContextProtocol.Core"],
        ["Amp.Testing"] = ["Amp.Streaming", "Amp.Client"],
    };

    public static TheoryData<string> Packages => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_uses_only_what_the_architecture_lets_it_use(string package)
    {
        var used = Assembly.Load(package).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name is not ("System" or "netstandard" or "Microsoft.Win32.Primitives"));

        Assert.Empty(used.Except(Allowed[package]));
    }

    [Fact]
    public void Every_package_of_the_repository_is_held_to_it()
    {
        var packages = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src")).Select(Path.GetFileName).Order(StringComparer.Ordinal);

        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), packages);
    }
}
