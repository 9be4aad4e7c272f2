using Amp.Conformance.Tests.Matrix;
using Amp.Conformance.Tests.Sandboxes;
using Amp.Conformance.Tests.Skipping;
using Amp.ServiceStandIn;
using Amp.Streaming;

namespace Amp.Conformance.Tests;

/// <summary>What the caller wrote is what the model gets, to the character.</summary>
public sealed class PromptTests
{
    private static readonly Dictionary<string, string> Prompts = new()
    {
        ["blanks and a tab around"] = "  \thello\t  ",
        ["newlines at the end"] = "hello\n\n\n",
        ["newlines at the start"] = "\n\nhello",
        ["a flag"] = "--help",
        ["a dash"] = "- first item\n- second item",
        ["quotes"] = """say "hi" and 'ho' and `date` and $HOME and \n and %PATH%""",
        ["lines"] = "one\ntwo\r\nthree\n\nfour",
        ["emoji"] = "thumbs \U0001F44D\U0001F3FD family \U0001F468\u200D\U0001F469\u200D\U0001F467",
        ["every character"] = Conversations.EveryCharacter,
        ["a byte order mark first"] = "\uFEFFhello",
        ["JSON"] = """{"type":"user","message":{"role":"user","content":[]}}""",
        ["1 MB"] = string.Concat(Enumerable.Repeat("0123456789 äöü\n", 62_000)) + "end",
    };

    public static TheoryData<string, string> EachPrompt
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var cli in CliMatrix.Names)
            {
                foreach (var prompt in Prompts.Keys)
                {
                    data.Add(cli, prompt);
                }
            }

            return data;
        }
    }

    [ConformanceTheory]
    [MemberData(nameof(EachPrompt))]
    public async Task A_prompt_reaches_the_model_exactly(string cli, string prompt)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);

        var result = await sandbox.Client.RunIterationAsync(Prompts[prompt]);

        Assert.False(result.IsError, result.Error);
        Assert.Equal(Prompts[prompt], Assert.Single(sandbox.ModelCalls).LastPrompt);
    }

    [ConformanceTheory]
    [EachCli("")]
    [EachCli(" ")]
    public async Task A_blank_prompt_is_in_the_thread_exactly_though_no_CLI_shows_it_to_the_model(string cli, string prompt)
    {
        await using var sandbox = await Sandbox.CreateAsync(cli);
        var texts = new List<string>();

        await foreach (var message in sandbox.Client.StreamAsync(prompt))
        {
            texts.AddRange((message as UserMessage)?.Content.OfType<TextBlock>().Select(block => block.Text) ?? []);
        }

        Assert.Equal([prompt], texts);
        Assert.All(Assert.Single(sandbox.ModelCalls).UserTexts, text => Assert.StartsWith("# User State", text, StringComparison.Ordinal));
    }
}
