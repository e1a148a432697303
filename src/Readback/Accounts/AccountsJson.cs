using System.Text.Json.Serialization;

namespace Readback.Accounts;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(RefreshRequest))]
internal sealed partial class AccountsJson : JsonSerializerContext;
