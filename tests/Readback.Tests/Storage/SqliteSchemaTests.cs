using Microsoft.Data.Sqlite;
using Readback.Storage;
using Readback.Storage.Sqlite;
using Readback.Tests.Hosting;

namespace Readback.Tests.Storage;

[Trait("Engine", "Sqlite")]
public sealed class SqliteSchemaTests : IDisposable
{
    private static readonly SchemaScript First = new(
        "0001-first.sql",
        $"PRAGMA application_id = {SqliteSchema.ApplicationId}; CREATE TABLE first (a TEXT); INSERT INTO first VALUES ('$no$ nvarchar(max)');");

    private static readonly SchemaScript Second = new(
        "0002-second.sql", "CREATE VIRTUAL TABLE second USING fts5 (text, tokenize = 'trigram'); INSERT INTO second VALUES ('pump');");

    private static readonly SchemaScript Broken = new("0002-second.sql", "CREATE TABLE half (a); CREATE TABLE first (b);");

    private readonly TemporaryFolder _folder = new();

    public SqliteSchemaTests() => System.IO.Directory.CreateDirectory(_folder.Path);

    private string FilePath => Path.Combine(_folder.Path, "readback.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_script_runs_once()
    {
        using var connection = Open();
        Assert.Equal(SchemaState.Empty, SqliteSchema.Check(connection, FilePath, [First, Second]));
        SqliteSchema.Upgrade(connection, FilePath, [First]);
        Assert.Equal(SchemaState.Current, SqliteSchema.Check(connection, FilePath, [First]));
        Assert.Equal(SchemaState.Older, SqliteSchema.Check(connection, FilePath, [First, Second]));
        SqliteSchema.Upgrade(connection, FilePath, [First, Second]);
        SqliteSchema.Upgrade(connection, FilePath, [First, Second]);
        Assert.Equal(SchemaState.Current, SqliteSchema.Check(connection, FilePath, [First, Second]));
        Assert.Equal(1L, Scalar(connection, "SELECT count(*) FROM second"));
    }

    [Fact]
    public void A_script_is_run_to_the_letter()
    {
        using var connection = Open();
        SqliteSchema.Upgrade(connection, FilePath, [First]);
        Assert.Equal("$no$ nvarchar(max)", Scalar(connection, "SELECT a FROM first"));
    }

    [Fact]
    public void What_ends_in_the_middle_of_a_script_keeps_those_before_it_and_goes_on_from_there()
    {
        using (var connection = Open())
        {
            var refusal = Assert.Throws<StoreRefusedException>(
                () => SqliteSchema.Upgrade(connection, FilePath, [First, Broken]));
            Assert.Contains("0002-second.sql", refusal.Message);
        }
        using (var connection = Open())
        {
            Assert.Equal(SchemaState.Current, SqliteSchema.Check(connection, FilePath, [First]));
            Assert.Equal(0L, Scalar(connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'"));
            SqliteSchema.Upgrade(connection, FilePath, [First, Second]);
        }
    }

    [Fact]
    public void What_ends_in_the_middle_of_the_first_script_leaves_a_file_to_begin_on()
    {
        using var connection = Open();
        var broken = new SchemaScript(First.Name, First.Sql + " CREATE TABLE first (b);");
        Assert.Throws<StoreRefusedException>(() => SqliteSchema.Upgrade(connection, FilePath, [broken]));
        Assert.Equal(SchemaState.Empty, SqliteSchema.Check(connection, FilePath, [First]));
        SqliteSchema.Upgrade(connection, FilePath, [First]);
    }

    [Fact]
    public void A_database_of_a_newer_version_is_refused_also_when_it_can_only_be_read()
    {
        using (var connection = Open())
        {
            SqliteSchema.Upgrade(connection, FilePath, [First, Second]);
        }
        using var readOnly = SqliteStore.Open(FilePath, SqliteOpenMode.ReadOnly);
        var refusal = Assert.Throws<StoreRefusedException>(() => SqliteSchema.Check(readOnly, FilePath, [First]));
        Assert.Contains("written by a newer version of Readback (schema 0002-second.sql", refusal.Message);
    }

    [Fact]
    public void A_database_of_somebody_else_is_refused_and_left_as_it_is()
    {
        using (var connection = Open())
        {
            Scalar(connection, "CREATE TABLE theirs (a)");
        }
        var refusal = Assert.Throws<StoreRefusedException>(
            () => SqliteStore.Open(_folder.Path, Microsoft.Extensions.Logging.Abstractions.NullLogger<SqliteStore>.Instance));
        Assert.Contains("is not a database of Readback's", refusal.Message);
        using var after = Open();
        Assert.Equal(1L, Scalar(after, "SELECT count(*) FROM sqlite_schema"));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(FilePath, new string('x', 5000));
        Assert.Throws<StoreRefusedException>(() => Open());
    }

    [Fact]
    public async Task A_new_data_directory_has_the_schema_of_this_version_and_says_whose_it_is()
    {
        await using (SqliteStore.Open(_folder.Path, Microsoft.Extensions.Logging.Abstractions.NullLogger<SqliteStore>.Instance))
        {
        }
        using var connection = Open();
        Assert.Equal(SchemaState.Current, SqliteSchema.Check(connection, FilePath));
        Assert.Equal((long)SqliteSchema.ApplicationId, Scalar(connection, "PRAGMA application_id"));
    }

    private SqliteConnection Open() => SqliteStore.Open(FilePath, SqliteOpenMode.ReadWriteCreate);

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
