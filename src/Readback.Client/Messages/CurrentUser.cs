namespace Readback.Client;

/// <summary>Who the server takes the client for.</summary>
/// <param name="Name">The username, as it was made.</param>
/// <param name="ActiveSpace">The space that goes without saying; <c>null</c> where there is none.</param>
/// <param name="Spaces">The names of the spaces that may be entered.</param>
/// <param name="Roles"><c>ADMIN</c>, <c>AUDITOR</c>; empty for an operator.</param>
/// <param name="RequirePasswordReset">Whether the password has to be changed before anything else; calls are refused with 403 until then.</param>
public sealed record CurrentUser(
    string Name, string? ActiveSpace, IReadOnlyList<string> Spaces, IReadOnlyList<string> Roles, bool RequirePasswordReset);
