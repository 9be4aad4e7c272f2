using System.Text.Json.Serialization;

namespace Amp.Client.Authentication;

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(SortedDictionary<string, string>))]
internal sealed partial class SecretFileJson : JsonSerializerContext;
