using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Amp.Client.Tests.Threads;
using Amp.Streaming;

namespace Amp.Client.Tests.Transcripts;

/// <summary>What is written down, and what cannot happen to whoever opens it.</summary>
public sealed partial class TranscriptExportTests
{
    private const string Hostile = "</code></pre></summary></style><script>alert(1)</script><img src=x onerror=alert(1)> \"quoted\" 'single' & &lt; \u001b[31mred\u001b[0m\u0000\u0007";

    private static readonly string[] Tags =
        ["html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "dl", "dt", "dd", "nav", "ol", "li", "main", "article", "div", "details", "summary", "pre", "code", "span", "p", "img", "a", "b", "small", "time", "footer"];

    private static readonly string[] Attributes = ["lang", "charset", "http-equiv", "content", "name", "id", "class", "dir", "href", "datetime", "open", "alt", "src", "role"];

    [Fact]
    public void Whatever_is_in_it_stays_text()
    {
        var html = HostileTranscript().Export(AmpTranscriptFormat.Html);

        AssertHarmless(html);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("&quot;quoted&quot; &#39;single&#39; &amp; &amp;lt; red", html, StringComparison.Ordinal);
        Assert.DoesNotContain("data:image/svg", html, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', html);
        Assert.DoesNotContain('\0', html);
        Assert.Contains("src=\"data:image/png;base64,aGk=\"", html, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(html, "<img"));
    }

    [Theory]
    [MemberData(nameof(RecordedThread.All), MemberType = typeof(RecordedThread))]
    public async Task Every_recorded_thread_makes_a_page_and_a_text(string name)
    {
        using var folder = new ThreadFolderFixture();
        var transcript = AmpTranscript.Of((await folder.Store.ReadAsync(new RecordedThread(name).CopyTo(folder.Folder)))!);

        AssertHarmless(transcript.Export(AmpTranscriptFormat.Html));
        Assert.StartsWith("---\n", transcript.Export(AmpTranscriptFormat.Markdown), StringComparison.Ordinal);
    }

    [Fact]
    public void The_browser_is_told_to_take_this_style_only_and_nothing_else()
    {
        var html = HostileTranscript().Export(AmpTranscriptFormat.Html);
        var style = html.Split("<style>")[1].Split("</style>")[0];
        var policy = Regex.Match(html, "Content-Security-Policy\" content=\"([^\"]*)\"").Groups[1].Value.Replace("&#39;", "'", StringComparison.Ordinal);

        Assert.Equal($"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'; img-src data:; base-uri 'none'; form-action 'none'", policy);
        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", style, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme:dark", style, StringComparison.Ordinal);
        Assert.Contains("width=device-width", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tools_are_folded_and_diffs_have_their_colours()
    {
        var html = AmpTranscript.Of(await RecordedThread.Of("0.0.1767830505-ga62310", "create").ReadStreamAsync()).Export(AmpTranscriptFormat.Html);

        Assert.Contains("<details class=\"tool\"><summary><b>edit_file</b> <code>/srv/demo/new.txt</code> </summary>", html, StringComparison.Ordinal);
        Assert.Contains("<span class=\"h\">@@ -1,2 +1,2 @@</span><span> hello</span><span class=\"d\">-world</span><span class=\"a\">+there</span>", html, StringComparison.Ordinal);

        var failed = AmpTranscript.Of(await RecordedThread.Of("0.0.1774569934-g39e3ec", "fail").ReadStreamAsync()).Export(AmpTranscriptFormat.Html);
        Assert.Contains("<details class=\"tool bad\">", failed, StringComparison.Ordinal);
        Assert.Contains("· exit code 3</span>", failed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_only_looks_like_the_head_of_a_diff_has_its_colour()
    {
        var html = AmpTranscript.Of([new AssistantMessage { Content = [new TextBlock("See **this** and `a*b`:\n```diff\n--- a\n+++ b\n@@ -1 +1 @@\n--- gone\n+++ came\n```")] }]).Export(AmpTranscriptFormat.Html);

        Assert.Contains("See <b>this</b> and <code>a*b</code>:</div>", html, StringComparison.Ordinal);
        Assert.Contains("<span class=\"h\">--- a</span><span class=\"h\">+++ b</span><span class=\"h\">@@ -1 +1 @@</span><span class=\"d\">--- gone</span><span class=\"a\">+++ came</span></pre>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void No_content_closes_its_fence_and_no_title_leaves_its_line()
    {
        var markdown = HostileTranscript("```\n````\nend").Export(AmpTranscriptFormat.Markdown);

        Assert.Contains("\n`````\n```\n````\nend\n`````\n", markdown, StringComparison.Ordinal);
        var front = markdown.Split("---\n")[1].Split('\n');
        Assert.StartsWith("title: \"</code>", front[0], StringComparison.Ordinal);
        Assert.EndsWith("\"", front[0], StringComparison.Ordinal);
        Assert.StartsWith("threadId: ", front[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sub_agent_is_not_taken_for_the_agent()
    {
        var transcript = AmpTranscript.Of(await RecordedThread.Of("0.0.1767830505-ga62310", "task").ReadStreamAsync());

        var speakers = Regex.Matches(transcript.Export(AmpTranscriptFormat.Html), "<h2><a [^>]*>([^<]*)</a>").Select(match => match.Groups[1].Value);
        Assert.Equal(["User", "Assistant", "Sub-agent", "Assistant"], speakers);
        Assert.Equal(speakers, Regex.Matches(transcript.Export(AmpTranscriptFormat.Markdown), "^## (.*)$", RegexOptions.Multiline).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void A_call_that_stands_twice_in_a_message_and_a_path_full_of_markup_do_no_harm()
    {
        var call = new ToolUseBlock("t", "create_file", RawJson.Parse("""{"path":"<img src=x>`_a_`","content":"new"}"""));
        var transcript = AmpTranscript.Of([new UserMessage { Content = [new TextBlock(new string('x', 199) + "\U0001F600")] }, new AssistantMessage { Content = [call, call] }]);

        Assert.Contains("<summary><b>create_file</b>", transcript.Export(AmpTranscriptFormat.Html), StringComparison.Ordinal);
        Assert.Contains("\n`<img src=x>'_a_'`\n", transcript.Export(AmpTranscriptFormat.Markdown), StringComparison.Ordinal);
        Assert.Equal(new string('x', 199) + "…", transcript.Title);
    }

    [Theory]
    [InlineData(AmpTranscriptFormat.Html, "half � end")]
    [InlineData(AmpTranscriptFormat.Markdown, "title: \"half � end\"")]
    [InlineData(AmpTranscriptFormat.JsonLines, "\\uD83D")]
    public async Task Half_of_a_surrogate_pair_does_not_stop_the_export(AmpTranscriptFormat format, string expected)
    {
        using var folder = new ThreadFolderFixture();
        folder.WriteMessages("""
            {"role":"assistant","content":[{"type":"text","text":"half \uD83D end"},{"type":"tool_use","id":"t","name":"finder","input":{"what":"half \uD83D end","where":1}}]}
            """, """ "title":"half \uD83D end" """);

        var export = AmpTranscript.Of(await folder.ReadAsync()).Export(format);

        Assert.Contains(expected, export, StringComparison.Ordinal);
        Assert.Equal(export, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(export)));
    }

    [Fact]
    public void What_is_left_out_is_told_and_what_is_secret_is_taken_out()
    {
        var options = new AmpTranscriptExportOptions { MaxToolTextLength = 3, IncludeThinking = false, Redact = text => text.Replace("sesame", "***", StringComparison.Ordinal) };
        var transcript = HostileTranscript("ab\U0001F600cd open sesame");

        foreach (var format in new[] { AmpTranscriptFormat.Html, AmpTranscriptFormat.Markdown })
        {
            var text = transcript.Export(format, options);
            Assert.Contains("ab\n… 13 more characters are left out.", text, StringComparison.Ordinal);
            Assert.DoesNotContain("sesame", text, StringComparison.Ordinal);
            Assert.DoesNotContain("a thought", text, StringComparison.Ordinal);
            Assert.Contains("a thought", transcript.Export(format), StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new AmpTranscriptExportOptions { MaxToolTextLength = -1 });
    }

    private static AmpTranscript HostileTranscript(string output = Hostile) => AmpTranscript.Of(new AmpThread
    {
        Info = new() { Id = ThreadFolderFixture.Id, Title = Hostile, WorkingDirectory = Hostile, AgentMode = Hostile },
        Problem = new(AmpThreadProblemKind.Corrupt, Hostile),
        Messages =
        [
            new() { Index = 0, Role = AmpThreadRole.User, Content = [new TextBlock(Hostile + "\n```" + Hostile + "\nx\n```"), new ImageBlock("image/png", "aGk="), new ImageBlock("image/svg+xml", "aGk="), new ImageBlock("image/png", "\"><script>")] },
            new() { Index = 1, Role = new(Hostile), Summaries = [new(Hostile, null)], Content = [new TextBlock("more `" + Hostile + "` code")] },
            new()
            {
                Index = 2,
                Role = AmpThreadRole.Assistant,
                Model = Hostile,
                Error = Hostile,
                Content = [new ThinkingBlock("a thought " + Hostile), new ToolUseBlock(Hostile, Hostile, RawJson.Parse("""{"path":"<script>"}""")), new UnknownBlock(Hostile, RawJson.Parse("""{"type":"</pre><script>"}"""))],
            },
            new() { Index = 3, Role = AmpThreadRole.User, Content = [new ToolResultBlock(Hostile) { Content = output }], ToolResults = [new(Hostile, AmpToolRunStatus.Done) { Text = output }] },
            new() { Index = 4, Role = AmpThreadRole.User, Content = [new TextBlock(Hostile)] },
        ],
    });

    // Every < of the page begins a tag of ours, whole, with attributes of ours, and all of them are closed in order.
    private static void AssertHarmless(string html)
    {
        var open = new Stack<string>();
        var page = Regex.Replace(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal), "<style>[^<]*</style>", "");
        foreach (var piece in page.Split('<').Skip(1))
        {
            var tag = Tag().Match(piece);
            Assert.True(tag.Success && Tags.Contains(tag.Groups[2].Value), "<" + piece);
            Assert.All(tag.Groups[3].Captures, attribute => Assert.Contains(attribute.Value, Attributes));
            if (tag.Groups[1].Length > 0)
            {
                Assert.Equal(tag.Groups[2].Value, open.Pop());
            }
            else if (tag.Groups[2].Value is not ("meta" or "img"))
            {
                open.Push(tag.Groups[2].Value);
            }
        }

        Assert.Empty(open);
    }

    [GeneratedRegex("""^(/?)([a-z0-9]+)(?: ([a-z-]+)(?:="[^"<>]*")?)*>[^>]*$""")]
    private static partial Regex Tag();
}
