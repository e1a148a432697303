namespace Readback.Log;

/// <summary>How a change ended.</summary>
/// <param name="Outcome">Done, or the rule that stood in the way.</param>
/// <param name="MessageId">The id of the message that was stored, or had been under the same key; else 0.</param>
/// <param name="Why">In a sentence for the caller, why it is not known to be stored; only then.</param>
internal readonly record struct LogAnswer(LogOutcome Outcome, long MessageId = 0, string Why = "");

internal enum LogOutcome
{
    /// <summary>On disk, or there already.</summary>
    Done,

    /// <summary>The session has ended meanwhile.</summary>
    SessionEnded,

    /// <summary>The user is no member of the space, or no longer.</summary>
    NotAMember,

    /// <summary>An auditor reads and never sends.</summary>
    AuditorMayNotSend,

    /// <summary>The machine's token is not for sending.</summary>
    MachineMayNotSend,

    /// <summary>The user must change the password first.</summary>
    PasswordResetRequired,

    /// <summary>The same key came with another content.</summary>
    KeyUsedForAnotherMessage,

    /// <summary>One of the messages is not in the reader's inbox.</summary>
    NotInInbox,

    /// <summary>The space has given out its last number.</summary>
    SpaceIsFull,

    /// <summary>Not stored: too many changes of this user's wait to be written.</summary>
    TooMuchOfUserWaits,

    /// <summary>Not stored: too many changes wait to be written.</summary>
    TooMuchWaits,

    /// <summary>Not known to be stored: the database did not answer.</summary>
    Unavailable,
}
