using System.Text.Json.Serialization;
using Readback.Http.Hosting;

namespace Readback.Http;

/// <summary>The shapes that belong to no feature. Each feature has a context of its own beside its records.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HealthStatus))]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(string))]
internal sealed partial class HttpJson : JsonSerializerContext;
