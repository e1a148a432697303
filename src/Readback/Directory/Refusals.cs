using Readback.Http;

namespace Readback.Directory;

/// <summary>Why a caller is turned away: the same words at the door and inside a transaction.</summary>
internal static class Refusals
{
    public static readonly ProblemResult NotLoggedIn = new(
        StatusCodes.Status401Unauthorized, "You are not logged in, or your session has ended: log in again.");

    public static readonly ProblemResult PasswordResetRequired = ProblemResult.Forbidden("You must change your password first.");

    public static readonly ProblemResult RoleMissing = ProblemResult.Forbidden("You do not have the role that this needs.");

    public static readonly ProblemResult NotForMachine = ProblemResult.Forbidden("This machine's token is not for this call.");

    /// <summary>Whether a space does not exist, is closed or is somebody else's is told apart by nothing.</summary>
    public static readonly ProblemResult NotAMember = ProblemResult.Forbidden(
        $"{Tenancy.HeaderName}: you are not a member of such a space.");
}
