namespace Readback.Log;

internal sealed partial class LogWriter
{
    // While a disk is full every batch fails. That it does, and that it does no more, the store says once.
    [LoggerMessage(1201, LogLevel.Debug, "A batch of {Items} changes could not be written. {Reason}")]
    private partial void LogNotWritten(int items, string reason);

    [LoggerMessage(1202, LogLevel.Critical, "A batch of {Items} changes met a mistake in the program")]
    private partial void LogBroken(int items, Exception reason);

    [LoggerMessage(1203, LogLevel.Warning,
        "The clock was set back: space {Space} has an entry of {LastDate:O}, and it is {Now:O} now. The true time is stored.")]
    private partial void LogClockSetBack(long space, DateTimeOffset lastDate, DateTimeOffset now);
}
