using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Readback.Storage.Sqlite;

/// <summary>An error of SQLite's with the one of the operating system behind it, where there was one; else 0.</summary>
internal sealed class SqliteFailure(string message, int code, int extendedCode, int systemError)
    : SqliteException(message, code, extendedCode)
{
    // Linux' numbers; on other systems the disk is only said to be in trouble.
    private const int NotPermitted = 1, AccessDenied = 13, NoSpace = 28, ReadOnlyDisk = 30, QuotaExceeded = 122;

    public int SystemError => systemError;

    /// <summary>What a connection says of the call that has just failed.</summary>
    public static SqliteFailure Of(sqlite3 connection, int code) => new(
        $"SQLite error {code}: {raw.sqlite3_errmsg(connection).utf8_to_string()}", code & 0xFF,
        raw.sqlite3_extended_errcode(connection), SystemErrorOf(connection));

    /// <summary>Our own mistakes pass as they are; all else means that the database can't serve just now.</summary>
    /// <param name="e">What SQLite said.</param>
    /// <param name="isCommitting">
    /// Whether it said so of a commit. When a flush fails the pages may be on the disk all the same, and a start after a
    /// crash would find them: nobody but who asked may then try again.
    /// </param>
    public static Exception Translate(SqliteException e, bool isCommitting = false) =>
        e.SqliteErrorCode is raw.SQLITE_ERROR or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISUSE or raw.SQLITE_RANGE or raw.SQLITE_MISMATCH
            ? e
            : new StoreUnavailableException(Sentence(e), e)
            {
                IsOutcomeUnknown = isCommitting && e.SqliteErrorCode == raw.SQLITE_IOERR,
            };

    /// <summary>What is wrong, for anybody.</summary>
    public static string Sentence(SqliteException e) => (e.SqliteErrorCode, (e as SqliteFailure)?.SystemError) switch
    {
        (raw.SQLITE_FULL, _) or (_, NoSpace or QuotaExceeded) => "The disk is full.",
        (raw.SQLITE_READONLY or raw.SQLITE_PERM, _) or (_, NotPermitted or AccessDenied or ReadOnlyDisk) => "The disk can't be written to.",
        (raw.SQLITE_IOERR, _) => "The disk reports errors.",
        (raw.SQLITE_BUSY or raw.SQLITE_LOCKED, _) => "Another program holds the database.",
        (raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB, _) => "The database is damaged.",
        _ => "The database does not answer.",
    };

    private static int SystemErrorOf(sqlite3 connection) =>
        raw.sqlite3_errcode(connection) is raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY ? NativeSystemError(connection) : 0;

    // SQLite's own call, which the package that carries SQLite has no face for.
    [DllImport("e_sqlite3", EntryPoint = "sqlite3_system_errno")]
    private static extern int NativeSystemError(sqlite3 connection);
}
