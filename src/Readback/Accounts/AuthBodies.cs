using Readback.Storage;

namespace Readback.Accounts;

/// <summary>Who is logged in.</summary>
/// <param name="Id">Decimal digits.</param>
/// <param name="Name">The username.</param>
/// <param name="ActiveSpace">The space in <c>X-Space</c> if it is one's own, else the first of one's own; null without any.</param>
/// <param name="Spaces">The names of one's own spaces.</param>
/// <param name="Roles">The roles; none for an operator.</param>
/// <param name="Permissions">Always empty: roles say it all.</param>
/// <param name="Menus">Always empty.</param>
/// <param name="Email">Null where none is known.</param>
/// <param name="Phone">Null where none is known.</param>
/// <param name="EulaAccepted">Kept for clients that ask.</param>
/// <param name="RequirePasswordReset">Whether the password must be changed before anything else.</param>
/// <param name="RemoteAddress">Where the call came from, as the server sees it.</param>
public sealed record CurrentUser(
    string Id, string Name, string? ActiveSpace, IReadOnlyList<string> Spaces, IReadOnlyList<string> Roles,
    IReadOnlyList<string> Permissions, IReadOnlyList<string> Menus, string? Email, string? Phone, bool EulaAccepted,
    bool RequirePasswordReset, string RemoteAddress);

/// <summary>An attempt to log in.</summary>
/// <param name="Username">The name as it was typed, cut to 50 characters.</param>
/// <param name="Date">When.</param>
/// <param name="Ip">Where from.</param>
/// <param name="IsSuccessful">Whether it was let in.</param>
/// <param name="Msg">What came of it.</param>
public sealed record AuthLogEntry(string Username, DateTimeOffset Date, string Ip, bool IsSuccessful, string Msg)
{
    internal static AuthLogEntry Of(AuthLogRow row) => new(row.Username, row.At, row.Address, row.Successful, row.Message);
}

/// <summary>An administrative act.</summary>
/// <param name="Username">Who did it.</param>
/// <param name="Date">When.</param>
/// <param name="Ip">Where from.</param>
/// <param name="Action">What was done, such as <c>user.created</c>.</param>
/// <param name="Target">What it was done to, by name.</param>
public sealed record AuditEntry(string Username, DateTimeOffset Date, string Ip, string Action, string Target)
{
    internal static AuditEntry Of(AuditRow row) => new(row.Username, row.At, row.Address, row.Action, row.Target);
}
