using System.Text.Json.Serialization;
using Readback.Http.Hosting;

namespace Readback.Http;

/// <summary>The shapes that belong to no feature. Each feature has a context of its own beside its records.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HealthStatus))]
[JsonSerializable(typeof(ProblemBody))]
// Parameters' types too: the API's description asks for them, and no reflection finds them in a native executable.
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class HttpJson : JsonSerializerContext;
