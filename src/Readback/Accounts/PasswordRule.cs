using Readback.Http;
using Readback.Text;

namespace Readback.Accounts;

/// <summary>What a password must be: long, and not the name. No demand for kinds of characters (NIST SP 800-63B).</summary>
internal static class PasswordRule
{
    /// <summary>In UTF-16 units.</summary>
    public const int MinLength = 10;

    /// <summary>In UTF-16 units.</summary>
    public const int MaxLength = 128;

    /// <summary>The problem with a password; <c>null</c> where there is none.</summary>
    /// <param name="field">What the caller calls it.</param>
    /// <param name="password">The password wanted.</param>
    /// <param name="username">Whose it is to be.</param>
    public static ProblemResult? Check(string field, string? password, string username) => password switch
    {
        null => ProblemResult.BadRequest($"{field}: must be given."),
        { Length: < MinLength or > MaxLength } => ProblemResult.BadRequest(
            $"{field}: must have {MinLength} to {MaxLength} characters."),
        _ when CaseFolding.Same(password, username) => ProblemResult.BadRequest($"{field}: must not be the username."),
        _ => null,
    };
}
