using System.Text.Json.Serialization;
using Readback.Http;

namespace Readback.Accounts;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(IReadOnlyList<User>))]
[JsonSerializable(typeof(UserInput))]
[JsonSerializable(typeof(OwnPasswordInput))]
[JsonSerializable(typeof(PasswordResetInput))]
[JsonSerializable(typeof(CurrentUser))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(Page<AuthLogEntry>))]
[JsonSerializable(typeof(Page<AuditEntry>))]
internal sealed partial class AccountsJson : JsonSerializerContext;
