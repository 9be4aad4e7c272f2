namespace Amp.Benchmarks.Corpora;

/// <summary>What the generated corpora are made of. Order matters: a word is drawn by its index.</summary>
internal static class CorpusWords
{
    /// <summary>The commonest words of English.</summary>
    public static string[] Common { get; } = """
        the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which one you
        were all her she there would their we him been has when who will no more if out so up said what its about than into them
        can only other time new some could these two may first then do any like my now over such our man me even most made after
        also did many off before must through back years where much your way well down should because each just those people mr
        how too little state good very make world still see own work men day get here old life both between being under three
        never know same another while last might us great go come since against right came take used himself few house use
        during without again place american around however home small found thought went say part once general high upon school
        every
        """.Split([' ', '\n']);

    /// <summary>What prose about code has in it: quotes and backslashes above all.</summary>
    public static string[] Technical { get; } = """
        PipeReader buffer parser stream token segment async await ValueTask ReadOnlySequence index.ts src/app.module.ts
        Dockerfile package.json node_modules --verbose git rebase commit HEAD~3 main branch merge null undefined TypeError
        string[] Promise<void> useEffect() console.log("done") it's "quoted" \d+ C:\Users\dev O(n) => && || <div className="x">
        """.Split([' ', '\n']);

    /// <summary>Text outside of ASCII: two, three and four bytes of UTF-8, joined emoji, box drawing.</summary>
    public static string[] NonAscii { get; } =
    [
        "é",
        "naïve",
        "façade",
        "—",
        "“smart quotes”",
        "…",
        "✓",
        "✅",
        "🚀",
        "🧵",
        "日本語の文章",
        "变量未定义",
        "Привет",
        "größe",
        "→",
        "├──",
        "└──",
        "│",
        "👩‍💻",
    ];

    /// <summary>File name extensions.</summary>
    public static string[] Extensions { get; } = ["ts", "tsx", "cs", "go", "rs", "py", "md", "json"];

    /// <summary>Tool names.</summary>
    public static string[] Tools { get; } = ["Bash", "Read", "edit_file", "create_file", "Grep", "glob", "finder", "oracle", "Task", "todo_write", "web_search", "mermaid"];
}
