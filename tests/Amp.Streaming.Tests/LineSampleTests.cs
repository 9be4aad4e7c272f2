namespace Amp.Streaming.Tests;

public class LineSampleTests
{
    [Theory]
    [InlineData("login with sgamp_user_01ABCDEFGH_abcdef0123456789", "abcdef0123456789")]
    [InlineData("open https://ampcode.com/auth/cli-login?authToken=deadbeefcafe0123&port=1", "deadbeefcafe0123")]
    [InlineData("{\"api_key\":\"hunter2hunter2\"", "hunter2hunter2")]
    [InlineData("{\"apiKey\": \"hunter2hunter2\"", "hunter2hunter2")]
    [InlineData("{\\\"api_key\\\":\\\"hunter2hunter2\\\"", "hunter2hunter2")]
    [InlineData("Authorization: Bearer abc.def-ghi_jkl", "abc.def-ghi_jkl")]
    [InlineData("curl -H 'x: Bearer abcdefghij0123'", "abcdefghij0123")]
    [InlineData("AMP_API_KEY=topsecretvalue amp", "topsecretvalue")]
    [InlineData("password: correct-horse", "correct-horse")]
    [InlineData("key sk-ant-api03-abcdefghij", "abcdefghij")]
    [InlineData("token ghp_0123456789abcdefghij", "0123456789abcdefghij")]
    public async Task Secrets_do_not_reach_a_sample(string line, string secret)
    {
        var sample = await SampleAsync(line);
        Assert.DoesNotContain(secret, sample, StringComparison.Ordinal);
        Assert.Contains("[REDACTED]", sample, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_at_the_cut_leaves_no_half_behind()
    {
        for (var before = 200; before < 270; before++)
        {
            var sample = await SampleAsync(new string('x', before) + " sgamp_abcdefghijklmnopqrstuvwxyz0123456789");
            Assert.DoesNotContain("sgamp_abc", sample, StringComparison.Ordinal);
            Assert.DoesNotContain("abcdefgh", sample, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_sample_is_short_and_has_no_control_characters()
    {
        var sample = await SampleAsync("\u001b[31m" + new string('y', 5000));
        Assert.Equal(MalformedLine.MaxSampleLength, sample.Length);
        Assert.DoesNotContain('\u001b', sample);
        Assert.StartsWith("\uFFFD[31my", sample, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_callers_redaction_is_applied_too() =>
        Assert.Equal("hello ***", await SampleAsync("hello world", static text => text.Replace("world", "***", StringComparison.Ordinal)));

    [Fact]
    public async Task Plain_text_is_given_whole_up_to_its_limit()
    {
        await using var reader = new AmpStreamReader(new MemoryStream(Reading.Utf8("é" + new string('y', 9000) + "\n")));
        Assert.True(await reader.ReadAsync());
        Assert.Equal("é" + new string('y', AmpStreamItem.MaxPlainTextLength - 1), reader.Current.PlainText);
    }

    private static async Task<string> SampleAsync(string line, Func<string, string>? redact = null)
    {
        await using var reader = new AmpStreamReader(new MemoryStream(Reading.Utf8(line + "\n")), new() { Redact = redact });
        Assert.True(await reader.ReadAsync());
        return reader.Current.Malformed!.Sample;
    }
}
