using Amp.Client.Cli;

namespace Amp.Client.Tests.Cli;

public sealed class CliLocatorTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("amp-locator-").FullName;
    private readonly Dictionary<string, string> _environment = [];

    public CliLocatorTests()
    {
        _environment["HOME"] = Folder("home");
        _environment["USERPROFILE"] = Folder("home");
        _environment["PATH"] = Folder("bin");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void The_options_win_over_everything()
    {
        var chosen = Executable("chosen/my-amp");
        _environment["AMP_CLI_PATH"] = Executable("other/amp");

        var found = Locate(chosen);

        Assert.Equal((chosen, null, "AmpClientOptions.CliPath"), (found.Path, found.Runner, found.FoundBy));
    }

    [Fact]
    public void AMP_CLI_PATH_wins_over_AMP_BIN_and_both_over_PATH()
    {
        var (first, second, third) = (Executable("a/amp"), Executable("b/amp"), Executable("bin/amp"));
        _environment["AMP_CLI_PATH"] = first;
        _environment["AMP_BIN"] = second;

        Assert.Equal(first, Locate().Path);
        _environment.Remove("AMP_CLI_PATH");
        Assert.Equal(second, Locate().Path);
        _environment.Remove("AMP_BIN");
        Assert.Equal((third, "PATH"), (Locate().Path, Locate().FoundBy));
    }

    [Fact]
    public void Where_installers_put_it_is_searched_last()
    {
        var local = Executable("home/.local/bin/amp");
        Assert.Equal(local, Locate().Path);

        var own = Executable("home/.amp/bin/amp");
        Assert.Equal(own, Locate().Path);
    }

    [Theory]
    [InlineData("main.js")]
    [InlineData("main.mjs")]
    [InlineData("main.cjs")]
    public void A_script_runs_under_node(string script)
    {
        var file = File("cli/" + script);
        var node = Executable("bin/node");

        var found = Locate(file);

        Assert.Equal((file, node), (found.Path, found.Runner));
        Assert.Equal(node, found.FileName);
        Assert.Equal([file], found.LeadingArguments);
    }

    [Fact]
    public void A_dotnet_assembly_runs_under_dotnet()
    {
        var dotnet = Executable("bin/dotnet");

        Assert.Equal(dotnet, Locate(File("cli/FakeAmp.dll")).FileName);
    }

    [Fact]
    public void A_script_without_node_says_that_node_is_missing()
    {
        var e = Assert.Throws<AmpCliNotFoundException>(() => Locate(File("cli/main.js")));

        Assert.Contains("there is no node on PATH", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bare_name_is_looked_up_on_PATH()
    {
        var file = Executable("bin/amp-dev");

        Assert.Equal(file, Locate("amp-dev").Path);
    }

    [Fact]
    public void A_tilde_means_the_home_folder()
    {
        var file = Executable("home/tools/amp");

        Assert.Equal(file, Locate("~/tools/amp").Path);
    }

    [Fact]
    public void When_nothing_is_there_every_place_that_was_searched_is_listed_and_how_to_install()
    {
        _environment["PATH"] = "";

        var e = Record.Exception(() => Locate());
        if (e is null)
        {
            return;   // this machine has /usr/local/bin/amp, and finding it is right
        }

        var missing = Assert.IsType<AmpCliNotFoundException>(e);
        foreach (var place in new[] { "AmpClientOptions.CliPath", "AMP_CLI_PATH", "AMP_BIN", "PATH", Path.Combine(".amp", "bin"), Path.Combine(".local", "bin"), "npm install -g @ampcode/cli" })
        {
            Assert.Contains(place, missing.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("AMP_CLI_PATH")]
    [InlineData("AMP_BIN")]
    public void A_named_place_that_is_empty_is_refused_rather_than_another_CLI_run(string variable)
    {
        Executable("bin/amp");
        _environment[variable] = Path.Combine(_root, "gone", "amp");

        var e = Assert.Throws<AmpCliNotFoundException>(() => Locate());

        Assert.Contains($"{variable}={_environment[variable]}: no such file", e.SearchedPaths);
    }

    [Fact]
    public void A_file_that_cannot_be_executed_is_named_as_such()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var e = Assert.Throws<AmpCliNotFoundException>(() => Locate(File("cli/amp")));

        Assert.Contains("not executable (chmod +x it)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_file_is_refused_because_its_arguments_would_be_parsed_twice()
    {
        var e = Assert.Throws<AmpCliNotFoundException>(() => Locate(File("cli/amp.cmd")));

        Assert.Contains("batch file", e.Message, StringComparison.Ordinal);
    }

    private CliLocation Locate(string? options = null) => new CliLocator(_environment).Locate(options);

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_root, name)).FullName;

    private string File(string name)
    {
        var file = Path.Combine(_root, name.Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        System.IO.File.WriteAllText(file, "");
        return file;
    }

    private string Executable(string name)
    {
        var file = File(OperatingSystem.IsWindows() ? name + ".exe" : name);
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return file;
    }
}
