using System.Text;
using System.Text.Json;

namespace Amp.Client.Tests.Toolboxes;

/// <summary>A toolbox program, without its process; tests/Amp.Conformance.Tests has the CLI run a real one.</summary>
public sealed class ToolboxProgramTests
{
    private static readonly ToolboxProgram Program = ToolboxProgram.Create("order", "Orders an article.")
        .WithText("article", "What to order.").WithNumber("count", "How many.").WithFlag("express", "Whether it is urgent.", isRequired: false);

    [Fact]
    public async Task It_describes_itself_without_touching_standard_input()
    {
        var (exitCode, output, error) = await RunAsync("describe", null, (_, _) => throw new InvalidOperationException("called"));

        Assert.Equal((0, ""), (exitCode, error));
        using var json = JsonDocument.Parse(output);
        Assert.Equal("order", json.RootElement.GetProperty("name").GetString());
        var schema = json.RootElement.GetProperty("inputSchema");
        Assert.Equal(["article string", "count number", "express boolean"], schema.GetProperty("properties").EnumerateObject().Select(property => $"{property.Name} {property.Value.GetProperty("type")}"));
        Assert.Equal(["article", "count"], schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task It_reads_all_of_its_input_before_it_does_anything()
    {
        var input = new SlowInput("""{"article":"pän","count":2.5}""");

        var (exitCode, output, _) = await RunAsync("execute", input, (arguments, _) =>
        {
            Assert.True(input.WasReadToItsEnd);
            return Task.FromResult($"{arguments.Text("article")} {arguments.Number("count")} {arguments.Flag("express") is null}");
        });

        Assert.Equal((0, "pän 2.5 True"), (exitCode, output));
    }

    [Theory]
    [InlineData("", "'article' (string) is missing: What to order.", "'count' (number) is missing")]
    [InlineData("""{"article":"pen"}""", "'count' (number) is missing", "How many.")]
    [InlineData("""{"article":7,"count":1}""", "'article' must be a string", "7")]
    [InlineData("""{"article":"pen","count":"two","express":"yes"}""", "'count' must be a number", "'express' must be a boolean")]
    [InlineData("name: Ann\n", "JSON object", "no JSON")]
    [InlineData("[1]", "one JSON object", "standard input")]
    public async Task Arguments_that_do_not_fit_are_explained_and_all_of_the_input_is_read(string given, params string[] words)
    {
        var input = new SlowInput(given);

        var (exitCode, output, error) = await RunAsync("execute", input, (_, _) => throw new InvalidOperationException("called"));

        Assert.Equal((ToolboxProgram.BadArguments, ""), (exitCode, output));
        Assert.All(words, word => Assert.Contains(word, error, StringComparison.Ordinal));
        Assert.True(input.WasReadToItsEnd);
    }

    [Fact]
    public async Task An_exception_is_told_by_its_message_alone()
    {
        var (exitCode, output, error) = await RunAsync("execute", new SlowInput("""{"article":"pen","count":1}"""), (_, _) => throw new InvalidOperationException("No pens."));

        Assert.Equal((1, "", "No pens.\n"), (exitCode, output, error));
    }

    [Fact]
    public async Task A_parameter_that_was_never_added_is_an_error_of_the_program()
    {
        var (_, _, error) = await RunAsync("execute", new SlowInput("""{"article":"pen","count":1}"""), (arguments, _) => Task.FromResult(arguments.Text("artcle")!));

        Assert.Contains("no parameter 'artcle'", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("dance")]
    public async Task Whoever_starts_it_by_hand_is_told_what_it_is(string? action)
    {
        var (exitCode, _, error) = await RunAsync(action, null, (_, _) => throw new InvalidOperationException("called"));

        Assert.NotEqual(0, exitCode);
        Assert.Contains("TOOLBOX_ACTION", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_and_descriptions_are_checked_when_the_program_is_made()
    {
        Assert.Throws<ArgumentException>("name", () => ToolboxProgram.Create("a-b", "d"));
        Assert.Throws<ArgumentException>("name", () => ToolboxProgram.Create(new('x', 60), "d"));
        Assert.Throws<ArgumentException>("description", () => ToolboxProgram.Create("a", ""));
        Assert.Throws<ArgumentException>("name", () => Program.WithText("article", "Again."));
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string? action, Stream? input, Func<ToolboxInput, CancellationToken, Task<string>> execute)
    {
        using MemoryStream output = new(), error = new();
        var exitCode = await Program.AnswerAsync(action, () => input ?? throw new InvalidOperationException("Standard input was opened."), output, error, execute, CancellationToken.None);
        return (exitCode, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }

    /// <summary>Gives one byte a read.</summary>
    private sealed class SlowInput(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public bool WasReadToItsEnd { get; private set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer[..1], cancellationToken);
            WasReadToItsEnd |= read is 0;
            return read;
        }

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            var buffer = new byte[1];
            while (await ReadAsync(buffer, cancellationToken) > 0)
            {
                await destination.WriteAsync(buffer, cancellationToken);
            }
        }
    }
}
