using Amp.Client.Diagnostics;

namespace Amp.Client.Tests.Diagnostics;

public sealed class SecretRedactorTests
{
    [Fact]
    public void The_value_of_a_secret_is_taken_out_wherever_it_stands()
    {
        var redactor = new SecretRedactor(new Dictionary<string, string>
        {
            ["AMP_API_KEY"] = "sgamp_0123456789",
            ["NPM_TOKEN"] = "npm-token-value",
            ["EDITOR"] = "some-editor",
        });

        Assert.Equal(
            "key=[REDACTED], again[REDACTED]again, [REDACTED], some-editor",
            redactor.Redact("key=sgamp_0123456789, againsgamp_0123456789again, npm-token-value, some-editor"));
    }

    [Fact]
    public void A_secret_that_contains_another_leaves_no_half_of_itself()
    {
        var redactor = new SecretRedactor(new Dictionary<string, string> { ["A_KEY"] = "secret-1", ["B_KEY"] = "secret-1-and-more" });

        Assert.Equal("[REDACTED]!", redactor.Redact("secret-1-and-more!"));
    }

    [Fact]
    public void A_value_too_short_to_be_a_secret_does_not_tear_words_apart()
    {
        var redactor = new SecretRedactor(new Dictionary<string, string> { ["SOME_KEY"] = "a" });

        Assert.Equal("banana", redactor.Redact("banana"));
    }

    [Fact]
    public void The_token_of_a_login_address_is_taken_out() =>
        Assert.Equal("https://x/auth/cli-login?authToken=[REDACTED]&p=1", new SecretRedactor([]).Redact("https://x/auth/cli-login?authToken=0123abcdef&p=1"));
}
