using Readback.Storage.Verification;

namespace Readback.Storage.Sqlite;

/// <summary>What SQLite itself says of a file: pages, tables, indexes (the search index among them) and references.</summary>
internal static class SqliteChecks
{
    public static IReadOnlyList<Check> All { get; } =
    [
        new("the file is sound", static (db, _) => db
            .Stream("PRAGMA integrity_check(1000)", static row => row.Text(0)).Where(line => line != "ok")),
        Check.Rows(
            "references lead somewhere",
            "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check",
            "{0}, row {1}: there is no such row in {2}"),
    ];
}
