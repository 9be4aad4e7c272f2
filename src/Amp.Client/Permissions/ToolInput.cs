using System.Runtime.InteropServices;
using System.Text.Json;
using Amp.Client.Threads;

namespace Amp.Client.Permissions;

/// <summary>Reads a tool's input, also where it holds half of a surrogate pair: a model writes one now and then, the CLI passes it on, and <c>System.Text.Json</c> throws.</summary>
internal static class ToolInput
{
    /// <param name="value">A string.</param>
    public static string TextOf(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return LenientText.Of(JsonMarshal.GetRawUtf8Value(value)[1..^1]);
        }
    }

    /// <param name="input">An object.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="member">The member; the last of several, as in JavaScript.</param>
    public static bool TryGet(JsonElement input, string name, out JsonElement member)
    {
        try
        {
            return input.TryGetProperty(name, out member);
        }
        catch (InvalidOperationException)
        {
            // It looks at every name, and another one is broken.
            foreach (var property in input.EnumerateObject().Reverse())
            {
                if (LenientText.Of(JsonMarshal.GetRawUtf8PropertyName(property)) == name)
                {
                    member = property.Value;
                    return true;
                }
            }

            member = default;
            return false;
        }
    }
}
