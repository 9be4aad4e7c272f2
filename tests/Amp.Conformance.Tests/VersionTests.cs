using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;

namespace Amp.Conformance.Tests;

/// <summary>The CLI says what it is.</summary>
public sealed class VersionTests
{
    [ConformanceTheory]
    [EachCli(Except = CliMatrix.Given)]
    public async Task The_client_reads_the_version_that_is_pinned(string cli)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        var info = await sandbox.Client.GetCliAsync();

        Assert.Equal(PinnedVersions.Of($"amp-{cli}"), info.Version);
        Assert.Equal(sandbox.CliPath, info.Path);
        Assert.Empty(sandbox.Service.Requests.From(sandbox.ApiKey));
    }
}
