namespace Amp.Client.Tests.Runs;

public sealed class AmpThreadIdTests
{
    private const string Id = "T-01a1f7d9-5f62-7347-bfda-8e1b5a6655dd";

    [Theory]
    [InlineData(Id)]
    [InlineData("  " + Id + "\n")]
    [InlineData("https://ampcode.com/threads/" + Id)]
    [InlineData("http://127.0.0.1:7010/threads/" + Id + "/")]
    [InlineData("https://ampcode.com/threads/" + Id + "?tab=files#message-3")]
    public void An_id_or_the_address_of_a_thread_is_understood(string text)
    {
        AmpThreadId id = text;

        Assert.Equal(Id, id.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("T-1")]
    [InlineData("01a1f7d9-5f62-7347-bfda-8e1b5a6655dd")]
    [InlineData(Id + "x")]
    [InlineData("--" + Id)]
    [InlineData("https://ampcode.com/" + Id)]
    [InlineData("file:///threads/" + Id)]
    public void Anything_else_is_refused_with_what_was_expected(string text)
    {
        var e = Assert.Throws<FormatException>(() => AmpThreadId.Parse(text));

        Assert.Contains("T- and a UUID", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_that_was_never_set_says_so() => Assert.Throws<InvalidOperationException>(() => default(AmpThreadId).Value);
}
