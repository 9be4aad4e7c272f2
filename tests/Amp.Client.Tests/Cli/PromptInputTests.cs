using System.Text;
using System.Text.Json;
using Amp.Client.Cli;

namespace Amp.Client.Tests.Cli;

public sealed class PromptInputTests
{
    [Theory]
    [InlineData("hello")]
    [InlineData("-x --help")]
    [InlineData("  'quotes' \"and\" `ticks` $HOME \\ % ")]
    [InlineData("two\nlines\r\nthree")]
    [InlineData("emoji 😀 é \u2028 \u001b[31m")]
    [InlineData("\n\nleading line breaks")]
    public void A_prompt_that_the_CLI_keeps_goes_as_it_is(string prompt)
    {
        var exact = prompt.TrimEnd();

        var input = PromptInput.For(exact);

        Assert.False(input.IsJson);
        Assert.Equal(exact, Encoding.UTF8.GetString(input.Utf8.Span));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("ends in a space ")]
    [InlineData("ends in a line break\n")]
    [InlineData("ends in a no-break space\u00a0")]
    [InlineData("\ufeffbegins with a byte order mark")]
    [InlineData("a NUL \0 inside")]
    [InlineData("quotes \" and \\ and <html> \u2028 😀 \u001b\n")]
    public void A_prompt_that_plain_text_would_change_goes_as_one_line_of_JSON(string prompt)
    {
        var input = PromptInput.For(prompt);

        Assert.True(input.IsJson);
        Assert.Equal(prompt, TextOf(input));
    }

    [Fact]
    public void A_lone_surrogate_goes_as_an_escape()
    {
        // Not as test data: attributes are stored as UTF-8, which cannot hold one.
        foreach (var (prompt, escape) in new[] { ("lone high \ud83d in the middle", @"\ud83d"), ("lone low \ude00 in the middle", @"\ude00"), ("ends in one \ud83d", @"\ud83d") })
        {
            var line = Encoding.UTF8.GetString(PromptInput.For(prompt).Utf8.Span);

            Assert.Contains(escape, line, StringComparison.Ordinal);
            Assert.DoesNotContain('\ufffd', line);
        }
    }

    [Fact]
    public void A_long_prompt_goes_in_ASCII_because_the_CLI_cuts_characters_in_two()
    {
        var prompt = string.Concat(Enumerable.Repeat("äöü😀", 1000));

        var input = PromptInput.For(prompt);

        Assert.Equal(prompt, TextOf(input));
        Assert.True(Ascii.IsValid(input.Utf8.Span));
        Assert.False(PromptInput.For(new string('x', 100_000)).IsJson);
    }

    [Fact]
    public void A_pair_of_surrogates_is_no_lone_one() => Assert.False(PromptInput.For("😀").IsJson);

    private static string? TextOf(PromptInput input)
    {
        var line = Encoding.UTF8.GetString(input.Utf8.Span);
        Assert.Equal('\n', line[^1]);
        Assert.DoesNotContain('\n', line[..^1]);

        using var json = JsonDocument.Parse(line);
        Assert.Equal("user", json.RootElement.GetProperty("type").GetString());
        var message = json.RootElement.GetProperty("message");
        Assert.Equal("user", message.GetProperty("role").GetString());
        return message.GetProperty("content")[0].GetProperty("text").GetString();
    }
}
