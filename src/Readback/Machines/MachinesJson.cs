using System.Text.Json.Serialization;

namespace Readback.Machines;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<Machine>))]
[JsonSerializable(typeof(MachineWithToken))]
[JsonSerializable(typeof(MachineInput))]
[JsonSerializable(typeof(MachineTokenInput))]
internal sealed partial class MachinesJson : JsonSerializerContext;
