using Amp.Conformance.Tests.Installation;
using Amp.Conformance.Tests.Skipping;
using Amp.ServiceStandIn;

namespace Amp.Conformance.Tests.Sandboxes;

/// <summary>What all tests share: the installed CLIs and one stand-in service, made when the first test asks.</summary>
internal sealed class TestBed
{
    private static readonly Lazy<Task<TestBed>> Shared = new(CreateAsync);

    private TestBed(CliInstallation clis, StandInService service) => (Clis, Service) = (clis, service);

    public CliInstallation Clis { get; }

    public StandInService Service { get; }

    public static async Task<TestBed> GetAsync()
    {
        try
        {
            return await Shared.Value;
        }
        catch (CliInstallationException e) when (!ConformanceRequirement.IsRequired)
        {
            throw new CliUnavailableException($"{e.Message} Set {ConformanceRequirement.Variable}=required to make that a failure.");
        }
    }

    private static async Task<TestBed> CreateAsync()
    {
        var clis = await CliInstallation.EnsureAsync();
        return new TestBed(clis, await StandInService.StartAsync());
    }
}
