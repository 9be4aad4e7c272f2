using System.Text;

namespace Amp.Benchmarks.Corpora;

/// <summary>Makes the three corpora: the same bytes on every machine.</summary>
/// <remarks>
/// <para><b>chat</b> is a session of talk and small tool calls (median line 1.5 KB). <b>tools</b> is large tool results, JSON inside of JSON (up to 300 KB). <b>tiny</b> is short lines (median 0.3 KB).</para>
/// <para>A port of the JavaScript generator with which the figures of the design were taken, number by number: the output is byte-identical at 1, 16 and 64 MiB, which <c>generate --verify</c> checks by hash (<see cref="CorpusHashes"/>).</para>
/// </remarks>
internal sealed class CorpusGenerator
{
    private readonly XorShift _random;
    private readonly CorpusText _text;
    private readonly Stream _output;
    private readonly long _limit;
    private long _written;

    private CorpusGenerator(uint seed, Stream output, long limit)
    {
        _random = new(seed);
        _text = new(_random);
        (_output, _limit) = (output, limit);
    }

    public static string[] Names { get; } = ["chat", "tools", "tiny"];

    /// <summary>Writes a corpus: as many whole lines as fit.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="output">Where to.</param>
    /// <param name="megabytes">The size in units of 1,048,576 bytes.</param>
    public static void Write(string name, Stream output, int megabytes)
    {
        var generator = new CorpusGenerator(SeedOf(name), output, megabytes * 1024L * 1024);
        Func<bool> session = name switch
        {
            "chat" => generator.Chat,
            "tools" => generator.Tools,
            _ => generator.Tiny,
        };

        while (session())
        {
        }
    }

    private static uint SeedOf(string name) => name switch
    {
        "chat" => 1234567,
        "tools" => 7654321,
        "tiny" => 24681357,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such corpus."),
    };

    private bool Chat()
    {
        var messages = new CorpusMessages(_random, _text);
        if (!Put(messages.System()) || !Put(messages.Prompt(_text.Prose(_random.Between(100, 1500)))))
        {
            return false;
        }

        for (var rounds = _random.Between(8, 40); rounds > 0; rounds--)
        {
            if (!ChatRound(messages))
            {
                return false;
            }
        }

        var farewell = CorpusMessages.BeginAssistant();
        AddText(farewell, 200, 3000, 0.04);
        return Put(messages.EndAssistant(farewell, "end_turn"))
            && Put(messages.Result(_text.Prose(_random.Between(100, 2500), 0.04)));
    }

    private bool ChatRound(CorpusMessages messages)
    {
        var line = CorpusMessages.BeginAssistant();
        if (_random.Next() < 0.5)
        {
            line.Begin().Add("type", "thinking").Add("thinking", _text.Prose(_random.Between(80, 1200))).End();
        }

        if (_random.Next() < 0.6)
        {
            AddText(line, 40, 900, 0.04);
        }

        var ids = new string[_random.Next() < 0.15 ? 2 : 1];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = _text.ToolUseId();
            messages.AddToolUse(line, ids[i], 20, 600);
        }

        return Put(messages.EndAssistant(line, "tool_use")) && Array.TrueForAll(ids, id => Put(SmallToolResult(messages, id)));
    }

    private string SmallToolResult(CorpusMessages messages, string id)
    {
        var content = Wrapped(_text.ToolOutput(_random.Between(30, 2600)), _random.Next() < 0.9 ? 0 : 1);
        return messages.ToolResult(id, content, _random.Next() < 0.05);
    }

    private bool Tools()
    {
        var messages = new CorpusMessages(_random, _text);
        if (!Put(messages.System()) || !Put(messages.Prompt(_text.Prose(_random.Between(100, 1500)))))
        {
            return false;
        }

        for (var rounds = _random.Between(8, 40); rounds > 0; rounds--)
        {
            var id = _text.ToolUseId();
            var line = CorpusMessages.BeginAssistant();
            messages.AddToolUse(line, id, 20, 300);
            if (!Put(messages.EndAssistant(line, "tool_use")))
            {
                return false;
            }

            var length = Math.Exp(Math.Log(3500) + (_random.Next() * Math.Log(170000.0 / 3500)));
            var content = _random.Next() < 0.85 ? Wrapped(_text.ToolOutput(length), 0) : _text.ToolOutput(length);
            if (!Put(messages.ToolResult(id, content)))
            {
                return false;
            }
        }

        return Put(messages.Result(_text.Prose(_random.Between(100, 2500), 0.04)));
    }

    private bool Tiny()
    {
        var messages = new CorpusMessages(_random, _text);
        if (!Put(messages.System()))
        {
            return false;
        }

        for (var lines = _random.Between(100, 400); lines > 0; lines--)
        {
            if (!Put(TinyLine(messages)))
            {
                return false;
            }
        }

        return Put(messages.Result(_text.Prose(_random.Between(10, 60))));
    }

    private string TinyLine(CorpusMessages messages)
    {
        var kind = _random.Next();
        if (kind < 0.45)
        {
            return messages.Prompt(_text.Prose(_random.Between(10, 120)));
        }

        if (kind < 0.6)
        {
            var line = CorpusMessages.BeginAssistant();
            AddText(line, 5, 40, 0.02);
            return messages.EndAssistant(line, "end_turn");
        }

        return messages.ToolResult(_text.ToolUseId(), Wrapped(_text.Prose(_random.Between(4, 60)) + '\n', 0));
    }

    private void AddText(JsonLine line, int minLength, int maxLength, double nonAscii) =>
        line.Begin().Add("type", "text").Add("text", _text.Prose(_random.Between(minLength, maxLength), nonAscii)).End();

    /// <summary>A tool's output as most built-in tools wrap it: JSON in a string of JSON.</summary>
    private static string Wrapped(string output, int exitCode) =>
        new JsonLine().Begin().Add("output", output).Add("exitCode", exitCode).End().ToString();

    private bool Put(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line + '\n');
        if (_written + bytes.Length > _limit)
        {
            return false;
        }

        _output.Write(bytes);
        _written += bytes.Length;
        return true;
    }
}
