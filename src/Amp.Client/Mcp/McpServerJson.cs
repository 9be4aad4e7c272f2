using System.Text.Json;

namespace Amp.Client.Mcp;

/// <summary>Writes a server as the CLI reads it.</summary>
internal static class McpServerJson
{
    public static void Write(Utf8JsonWriter json, AmpMcpServer server)
    {
        json.WriteStartObject();
        switch (server)
        {
            case AmpStdioMcpServer stdio:
                json.WriteString("command", stdio.Command);
                WriteList(json, "args", stdio.Arguments);
                WriteMap(json, "env", stdio.EnvironmentVariables);
                break;
            case AmpHttpMcpServer http:
                json.WriteString("url", http.Url.AbsoluteUri);
                WriteMap(json, "headers", http.Headers);
                WriteText(json, "transport", http.Transport);
                if (http.OAuth is { } oauth)
                {
                    Write(json, oauth);
                }

                break;
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AmpMcpOAuth oauth)
    {
        json.WriteStartObject("oauth");
        json.WriteString("clientId", oauth.ClientId);
        WriteText(json, "clientSecret", oauth.ClientSecret);
        json.WriteString("authUrl", oauth.AuthorizationUrl.AbsoluteUri);
        json.WriteString("tokenUrl", oauth.TokenUrl.AbsoluteUri);
        WriteList(json, "scopes", oauth.Scopes);
        WriteText(json, "redirectUrl", oauth.RedirectUrl?.AbsoluteUri);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        json.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }
}
