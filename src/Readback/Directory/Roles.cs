namespace Readback.Directory;

/// <summary>The roles that can be held. Who holds none is an operator.</summary>
internal static class Roles
{
    /// <summary>Administers users, spaces and members.</summary>
    public const string Admin = "ADMIN";

    /// <summary>Reads, marks read, and never sends, whatever other roles.</summary>
    public const string Auditor = "AUDITOR";

    /// <summary>What a user without a role may.</summary>
    public const string Operator = "OPERATOR";

    public static bool IsKnown(string role) => role is Admin or Auditor or Operator;
}
