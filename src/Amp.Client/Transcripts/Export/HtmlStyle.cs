using System.Security.Cryptography;
using System.Text;

namespace Amp.Client.Transcripts;

/// <summary>How the page looks. The browser is told to take this style and no other, and to load and run nothing.</summary>
internal static class HtmlStyle
{
    public const string Css =
        """

        :root{color-scheme:light dark;--bg:#fff;--fg:#1f2328;--dim:#59636e;--line:#d1d9e0;--card:#f6f8fa;--user:#ddf4ff;--accent:#0969da;--bad:#d1242f;--badbg:#ffebe9;--add:#116329;--addbg:#dafbe1;--del:#82071e;--delbg:#ffebe9;--hunk:#0550ae}
        @media(prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--dim:#9198a1;--line:#3d444d;--card:#151b23;--user:#12263f;--accent:#4493f8;--bad:#ff7b72;--badbg:#2d1416;--add:#7ee787;--addbg:#12261e;--del:#ffa198;--delbg:#2d1416;--hunk:#79c0ff}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0 auto;max-width:54rem;padding:1.5rem 1rem 4rem;background:var(--bg);color:var(--fg);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
        h1{font-size:1.5rem;line-height:1.25;margin:0 0 .75rem}
        h2{font-size:.875rem;margin:1.75rem 0 .4rem;display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:baseline}
        h2 small{font-weight:400;color:var(--dim);font-size:.8125rem}
        a{color:var(--accent)}
        h2 a{color:inherit;text-decoration:none}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:0 0 1rem;font-size:.875rem}
        dt{color:var(--dim)}
        dd{margin:0}
        nav{margin:0 0 1rem;font-size:.875rem}
        nav ol{margin:.4rem 0;padding-left:2rem}
        .say{white-space:pre-wrap;margin:.5rem 0}
        .user .say{background:var(--user);border-radius:.6rem;padding:.6rem .9rem}
        code,pre{font:.8125rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
        .say code{background:var(--card);border-radius:.3rem;padding:.1em .3em}
        pre{margin:.5rem 0;padding:.6rem .8rem;background:var(--card);border:1px solid var(--line);border-radius:.4rem;overflow:auto;max-height:32rem;white-space:pre;overflow-wrap:normal;tab-size:4}
        .wrap{white-space:pre-wrap;overflow-wrap:anywhere}
        details{margin:.4rem 0;border:1px solid var(--line);border-radius:.5rem}
        summary{cursor:pointer;padding:.4rem .75rem;font-size:.875rem}
        summary:focus-visible{outline:2px solid var(--accent);outline-offset:-2px;border-radius:.5rem}
        summary b{font-weight:600}
        summary code{color:var(--dim)}
        summary .state{color:var(--dim);font-size:.8125rem}
        .in{padding:0 .75rem .4rem}
        .in h3{margin:.4rem 0 0;font-size:.75rem;font-weight:600;color:var(--dim)}
        .in .say{margin:.25rem 0;color:var(--dim)}
        .bad{border-color:var(--bad)}
        .bad>summary .state{color:var(--bad);font-weight:600}
        .error{background:var(--badbg);border-left:3px solid var(--bad);border-radius:.3rem;padding:.5rem .8rem;margin:.5rem 0;white-space:pre-wrap}
        .diff{padding:.4rem 0}
        .diff span{display:block;width:max-content;min-width:100%;padding:0 .8rem}
        .diff .a{background:var(--addbg);color:var(--add)}
        .diff .d{background:var(--delbg);color:var(--del)}
        .diff .h{color:var(--hunk)}
        img{max-width:100%;height:auto;border-radius:.4rem}
        footer{margin-top:2.5rem;padding-top:.75rem;border-top:1px solid var(--line);font-size:.8125rem;color:var(--dim)}
        @media(max-width:40rem){body{padding:1rem .75rem 3rem}dl{gap:.1rem .75rem}h1{font-size:1.25rem}pre{max-height:24rem}summary{padding:.6rem .75rem}}
        @media print{body{max-width:none}pre{max-height:none;white-space:pre-wrap;overflow-wrap:anywhere}}

        """;

    // The browser takes the hash of the text between the tags, with its line breaks as LF.
    private static readonly string Style = Css.ReplaceLineEndings("\n");

    public static string Element => $"<style>{Style}</style>";

    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; img-src data:; base-uri 'none'; form-action 'none'";
}
