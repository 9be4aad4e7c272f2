using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amp.Client.Tests.Threads;

[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ElementJson : JsonSerializerContext;
