using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Amp.ServiceStandIn;

/// <summary>One request with its whole body, and the ways to answer it.</summary>
internal sealed class HttpExchange
{
    private readonly HttpContext _context;

    private HttpExchange(HttpContext context, byte[] body, bool wasCompressed, CancellationToken ended)
    {
        _context = context;
        Body = body;
        WasCompressed = wasCompressed;
        Ended = ended;
    }

    public byte[] Body { get; }

    public bool WasCompressed { get; }

    /// <summary>Gets what ends every wait: the CLI has gone, or the stand-in stops.</summary>
    public CancellationToken Ended { get; }

    public string Method => _context.Request.Method;

    public string Path => _context.Request.GetEncodedPathAndQuery();

    public string ApiKey => Header("authorization")?.Replace("Bearer ", "", StringComparison.Ordinal) ?? Header("x-api-key") ?? "";

    /// <summary>Takes a request in. Bodies above some size come compressed.</summary>
    public static async Task<HttpExchange> ReadAsync(HttpContext context, CancellationToken ended)
    {
        var compressed = string.Equals(context.Request.Headers.ContentEncoding, "gzip", StringComparison.OrdinalIgnoreCase);
        using var body = new MemoryStream();
        if (compressed)
        {
            await using var unzip = new GZipStream(context.Request.Body, CompressionMode.Decompress);
            await unzip.CopyToAsync(body, ended);
        }
        else
        {
            await context.Request.Body.CopyToAsync(body, ended);
        }

        return new HttpExchange(context, body.ToArray(), compressed, ended);
    }

    public string? Header(string name) => _context.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    public string? Query(string name) => _context.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>Gets the name of a query of the form <c>?name</c>.</summary>
    public string QueryName => _context.Request.QueryString.Value is ['?', .. var name] ? name.Split('&', '=')[0] : "";

    public async Task AnswerAsync(string json, int status = 200, int? retryAfterSeconds = null)
    {
        _context.Response.StatusCode = status;
        _context.Response.ContentType = "application/json";
        if (retryAfterSeconds is { } seconds)
        {
            _context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        await WriteAsync(json);
    }

    /// <summary>Begins an event stream.</summary>
    public async Task BeginStreamAsync(string requestId)
    {
        _context.Response.ContentType = "text/event-stream";
        _context.Response.Headers["request-id"] = requestId;
        await _context.Response.StartAsync(Ended);
    }

    public async Task WriteAsync(string text)
    {
        await _context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), Ended);
        await _context.Response.Body.FlushAsync(Ended);
    }

    /// <summary>Never answers.</summary>
    public Task KeepSilentAsync() => Task.Delay(Timeout.InfiniteTimeSpan, Ended);

    /// <summary>Breaks the connection.</summary>
    public void Cut() => _context.Abort();
}
