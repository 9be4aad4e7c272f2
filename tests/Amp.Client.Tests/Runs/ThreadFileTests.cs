using Amp.Client.Cli;
using Amp.Client.Runs;

namespace Amp.Client.Tests.Runs;

public sealed class ThreadFileTests : IDisposable
{
    private const string Id = "T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd";

    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("amp-threads-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_last_model_and_the_credits_of_this_run_are_read()
    {
        Write("""
            {"messages":[{"role":"user"},{"role":"assistant","usage":{"model":"first"}},{"role":"assistant","usage":{"model":"last"}}],
             "usageLedger":{"events":[
                {"timestamp":"2026-11-20T11:59:59.000Z","credits":100},
                {"timestamp":"2026-11-20T12:00:00.000Z","credits":0.5},
                {"timestamp":"2026-11-20T12:00:01.000Z","credits":1.25},
                {"timestamp":"soon","credits":7},
                {"timestamp":"2026-11-20T12:00:02.000Z"}]}}
            """);

        Assert.Equal(("last", 1.75m), ThreadFile.ReadAccount(_folder, Id, Noon));
    }

    [Fact]
    public void Threads_are_looked_for_where_the_CLI_keeps_them()
    {
        var variables = new Dictionary<string, string> { ["HOME"] = "/home/me", ["USERPROFILE"] = "/home/me" };
        Assert.Equal(Path.Combine("/home/me", ".local", "share", "amp", "threads"), CliEnvironment.ThreadFolder(variables));

        variables["XDG_DATA_HOME"] = "/data";
        Assert.Equal(Path.Combine("/data", "amp", "threads"), CliEnvironment.ThreadFolder(variables));
        Assert.Null(CliEnvironment.ThreadFolder(new Dictionary<string, string>()));
    }

    [Fact]
    public void Without_a_ledger_the_credits_are_not_known()
    {
        Write("""{"messages":[{"role":"assistant","usage":{"model":"last"}}]}""");

        Assert.Equal(("last", null), ThreadFile.ReadAccount(_folder, Id, Noon));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"messages":3,"usageLedger":[]}""")]
    [InlineData("""{"messages":[1,null,"x"]}""")]
    public void What_cannot_be_read_tells_nothing(string content)
    {
        Write(content);

        Assert.Equal((null, null), ThreadFile.ReadAccount(_folder, Id, Noon));
        Assert.Equal((null, null), ThreadFile.ReadAccount(Path.Combine(_folder, "gone"), Id, Noon));
        Assert.Equal((null, null), ThreadFile.ReadAccount(null, Id, Noon));
    }

    private void Write(string content) => File.WriteAllText(Path.Combine(_folder, Id + ".json"), content);
}
