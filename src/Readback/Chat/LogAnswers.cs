using Readback.Directory;
using Readback.Http;
using Readback.Log;

namespace Readback.Chat;

/// <summary>What a caller is told when the write path did not make a change.</summary>
internal static class LogAnswers
{
    /// <summary>A problem for each outcome but <see cref="LogOutcome.Done"/>.</summary>
    public static ProblemResult Problem(LogAnswer answer) => answer.Outcome switch
    {
        LogOutcome.SessionEnded => new ProblemResult(StatusCodes.Status401Unauthorized, "The session has ended. Log in again."),
        LogOutcome.NotAMember => ProblemResult.Forbidden("X-Space: you are not a member of such a space."),
        LogOutcome.AuditorMayNotSend => AuditorMayNotSend,
        LogOutcome.MachineMayNotSend => Refusals.NotForMachine,
        LogOutcome.PasswordResetRequired => ProblemResult.Forbidden("You must change your password first."),
        LogOutcome.KeyUsedForAnotherMessage => ProblemResult.Conflict(
            "Idempotency-Key: this key was used for another message within the last 24 hours."),
        LogOutcome.NotInInbox => ProblemResult.NotFound(
            "messageIds: at least one of these messages is not in your inbox in this space. Nothing was changed."),
        LogOutcome.SpaceIsFull => ProblemResult.Conflict("This space has given out its last message number."),
        LogOutcome.TooMuchOfUserWaits => ProblemResult.TooManyRequests(
            $"{WaitingLine.MaxWaitingPerUser} changes of yours wait to be written, which is the most there can be. This one was not made: try again.", 1),
        LogOutcome.TooMuchWaits => ProblemResult.Unavailable(
            "More changes wait to be written than there is room for. This one was not made: try again."),
        LogOutcome.Unavailable => ProblemResult.Unavailable(
            $"{answer.Why} The change is not known to be stored: try again, with the same Idempotency-Key."),
        _ => throw new InvalidOperationException($"{answer.Outcome} is no problem."),
    };

    public static ProblemResult AuditorMayNotSend => ProblemResult.Forbidden("An auditor reads and marks read, but never sends.");
}
