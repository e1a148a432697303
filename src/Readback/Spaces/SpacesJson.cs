using System.Text.Json.Serialization;

namespace Readback.Spaces;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Space))]
[JsonSerializable(typeof(IReadOnlyList<Space>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(SpaceInput))]
internal sealed partial class SpacesJson : JsonSerializerContext;
