using Amp.Client.Channel;

namespace Amp.Client.Tests.Channel;

public sealed class BrokerProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("amp-broker-").FullName;

    [Fact]
    public void The_first_dotnet_that_is_new_enough_runs_the_broker()
    {
        var application = Put("app", "amp-broker/AmpBroker.dll");
        string[] roots = [Path.Combine(_folder, "nosuch"), Dotnet("old", "9.0.4"), Dotnet("new", "11.0.0-preview.1"), Dotnet("other", "10.0.1")];

        var broker = BrokerProgram.Find(null, application, roots);

        Assert.Equal(Path.Combine(application, "amp-broker", "AmpBroker.dll"), broker.Path);
        Assert.StartsWith(roots[2], broker.Dotnet, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_dotnet_the_run_is_refused_and_a_native_broker_needs_none()
    {
        var application = Put("app", "amp-broker/AmpBroker.dll");

        var e = Assert.Throws<AmpConfigurationException>(() => BrokerProgram.Find(null, application, []));
        var native = BrokerProgram.Find(Path.Combine(Put("native", "AmpBroker"), "AmpBroker"), application, []);

        Assert.Contains("AmpClientOptions.BrokerPath", e.Message, StringComparison.Ordinal);
        Assert.Null(native.Dotnet);
    }

    [Fact]
    public void A_broker_that_is_missing_is_named()
    {
        Assert.Contains("buildTransitive", Assert.Throws<AmpConfigurationException>(() => BrokerProgram.Find(null, _folder, [])).Message, StringComparison.Ordinal);
        Assert.Contains("BrokerPath names a file", Assert.Throws<AmpConfigurationException>(() => BrokerProgram.Find(Path.Combine(_folder, "nosuch"), _folder, [])).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Dotnet(string name, string version)
    {
        Directory.CreateDirectory(Path.Combine(_folder, name, "shared", "Microsoft.NETCore.App", version));
        return Put(name, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
    }

    private string Put(string folder, string file)
    {
        var path = Path.Combine(_folder, folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        return Path.Combine(_folder, folder);
    }
}
