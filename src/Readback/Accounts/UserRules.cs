using Readback.Http;

namespace Readback.Accounts;

/// <summary>What a user's own fields may hold.</summary>
internal static class UserRules
{
    /// <summary>In UTF-16 units, like every length below.</summary>
    public const int MaxUsernameLength = 50;
    public const int MaxEmailLength = 254;
    public const int MaxPhoneLength = 50;

    /// <summary>The problem with a name; <c>null</c> where there is none.</summary>
    public static ProblemResult? CheckUsername(string? username, string field = "username") =>
        username is { Length: >= 1 and <= MaxUsernameLength } && !username.Any(char.IsControl) && !username.Contains('/')
        && !char.IsWhiteSpace(username[0]) && !char.IsWhiteSpace(username[^1])
            ? null
            : ProblemResult.BadRequest(
                $"{field}: must have 1 to {MaxUsernameLength} characters, no control characters, no '/', and no space at its ends.");

    /// <summary>The problem with an address or a number to reach somebody; <c>null</c> where there is none.</summary>
    public static ProblemResult? CheckContact(string? email, string? phone) =>
        CheckLine("email", email, MaxEmailLength) ?? CheckLine("phone", phone, MaxPhoneLength);

    private static ProblemResult? CheckLine(string field, string? value, int maxLength) =>
        value is null || (value.Length <= maxLength && !value.Any(char.IsControl))
            ? null
            : ProblemResult.BadRequest($"{field}: must have {maxLength} characters at most, and no control characters.");
}
