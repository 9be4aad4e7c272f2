using Amp.Client.Authentication;

namespace Amp.Client.Tests.Authentication;

public sealed class CommandWordsTests
{
    [Theory]
    [InlineData("op read secret", "op|read|secret")]
    [InlineData("  pass\t show \n amp ", "pass|show|amp")]
    [InlineData("""op read "op://my vault/amp/key" """, "op|read|op://my vault/amp/key")]
    [InlineData("""a 'it is "quoted" \n' b""", """a|it is "quoted" \n|b""")]
    [InlineData("""a "say \"hi\" \\ \n" b""", """a|say "hi" \ \n|b""")]
    [InlineData("""a --x="y z"'!' ""  ''""", "a|--x=y z!||")]
    [InlineData("""C:\Tools\key.exe 'C:\My Keys\a'""", """C:\Tools\key.exe|C:\My Keys\a""")]
    [InlineData("echo $HOME `id` ; rm -rf * | cat > ~/x && y", "echo|$HOME|`id`|;|rm|-rf|*|\u0001|cat|>|~/x|&&|y")]
    public void Words_end_at_blanks_and_quotes_group_them(string text, string expected) =>
        Assert.Equal(expected.Split('|').Select(word => word == "\u0001" ? "|" : word), CommandWords.Split(text));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a 'b")]
    [InlineData("a \"b\\\"")]
    [InlineData("'' a")]
    public void What_has_no_program_or_no_end_is_refused(string text) => Assert.Throws<FormatException>(() => CommandWords.Split(text));
}
