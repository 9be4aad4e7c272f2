using System.Globalization;
using System.Text;
using static Amp.Benchmarks.Corpora.CorpusWords;

namespace Amp.Benchmarks.Corpora;

/// <summary>Makes the text inside of messages: prose, code, listings, test output, ids.</summary>
/// <remarks>
/// The order in which numbers are drawn is part of the format: C# evaluates the operands of an interpolated string from left
/// to right as JavaScript does, and every line here leans on it.
/// </remarks>
internal sealed class CorpusText(XorShift random)
{
    private const string IdCharacters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789";

    public string Word() => random.Pick(Common);

    public string Identifier()
    {
        var (first, second, third) = (Word(), Word(), Word());
        return first + char.ToUpperInvariant(second[0]) + third;
    }

    public string Uuid() => $"{Hex(8)}-{Hex(4)}-{Hex(4)}-{Hex(4)}-{Hex(12)}";

    public string ToolUseId()
    {
        var id = new StringBuilder("toolu_01", 30);
        while (id.Length < 30)
        {
            id.Append(IdCharacters[random.Between(0, IdCharacters.Length - 1)]);
        }

        return id.ToString();
    }

    public string Prose(double length, double nonAscii = 0.02)
    {
        var text = new StringBuilder();
        for (var words = 1; text.Length < length; words++)
        {
            text.Append(text.Length > 0 ? " " : "").Append(ProseWord(nonAscii));
            if (words % 14 == 0)
            {
                text.Append(random.Next() < 0.35 ? ".\n\n" : ".");
            }
        }

        return text.ToString();
    }

    public string Code(double length)
    {
        var text = new StringBuilder();
        while (text.Length < length)
        {
            text.Append(CodeLine()).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>What a tool prints: numbered code, a listing, coloured test output, JSON, or prose.</summary>
    public string ToolOutput(double length) => random.Next() switch
    {
        < 0.45 => Numbered(Code(length)),
        < 0.6 => Listing(length),
        < 0.8 => TestOutput(length),
        < 0.92 => JsonDump(length),
        _ => Prose(length, 0.05),
    };

    private string Hex(int length) => string.Create(length, random, static (digits, random) =>
    {
        for (var i = 0; i < digits.Length; i++)
        {
            digits[i] = "0123456789abcdef"[random.Between(0, 15)];
        }
    });

    private string ProseWord(double nonAscii)
    {
        var draw = random.Next();
        return random.Pick(draw < nonAscii ? NonAscii : draw < nonAscii + 0.08 ? Technical : Common);
    }

    private string CodeLine()
    {
        var indent = new string(' ', 2 * random.Between(0, 5));
        return random.Between(0, 7) switch
        {
            0 => $"{indent}const {Identifier()} = await {Identifier()}(\"{Word()}/{Word()}.{Extension()}\");",
            1 => $"{indent}if ({Identifier()} === null || {Identifier()}.length > {Number(0, 999)}) {{",
            2 => $"{indent}}}",
            3 => $"{indent}// {Prose(random.Between(20, 60), 0.01)}",
            4 => $"{indent}console.log(`{Identifier()}: ${{{Identifier()}}}`, \"{Word()}\\n\");",
            5 => $"{indent}return {{ \"{Word()}\": \"{Word()}\", \"{Word()}\": {Number(0, 99999)} }};",
            6 => $"\t{Identifier()}({Identifier()}, {Identifier()}, '{Word()}');",
            _ => $"{indent}public {Identifier()} {Identifier()}({Identifier()} {Word()}) => {Identifier()}.{Identifier()}();",
        };
    }

    private string Listing(double length)
    {
        var text = new StringBuilder();
        while (text.Length < length)
        {
            text.Append(CultureInfo.InvariantCulture, $"-rw-r--r-- 1 dev dev {Number(10, 999999),7} Aug {Number(1, 30)} {Number(10, 23)}:{Number(10, 59)} {Word()}-{Word()}.{Extension()}\n");
        }

        return text.ToString();
    }

    private string TestOutput(double length)
    {
        var text = new StringBuilder();
        while (text.Length < length)
        {
            text.Append(random.Next() < 0.85
                ? $"\e[32m✓\e[39m {Word()}/{Identifier()}.test.ts \e[2m({Number(1, 99)} tests)\e[22m {Number(1, 999)}ms\n"
                : $"\e[31mFAIL\e[39m \"{Word()}\" > {Prose(40, 0)}\r\n    at {Identifier()} (/home/dev/app/src/{Word()}.ts:{Number(1, 900)}:{Number(1, 80)})\n");
        }

        return text.ToString();
    }

    private string JsonDump(double length)
    {
        var json = new JsonLine(indented: true).BeginList();
        for (var size = 0; size < length; size += 130)
        {
            json.Begin()
                .Add("id", random.Between(1, 1_000_000))
                .Add("name", Prose(20))
                .Add("path", $"/home/dev/{Word()}/{Word()}.{Extension()}")
                .Add("ok", random.Next() < 0.5)
                .BeginList("tags").AddItem(Word()).AddItem(Word()).EndList()
                .End();
        }

        return json.EndList().ToString();
    }

    private static string Numbered(string text)
    {
        var lines = text.Split('\n');
        var numbered = new StringBuilder(text.Length + (lines.Length * 6));
        for (var i = 0; i < lines.Length; i++)
        {
            numbered.Append(i > 0 ? "\n" : "").Append(i + 1).Append(": ").Append(lines[i]);
        }

        return numbered.ToString();
    }

    private string Extension() => random.Pick(Extensions);

    private int Number(int low, int high) => random.Between(low, high);
}
