using Npgsql;

namespace Readback.Storage.Postgres;

/// <summary>What reads its answers from a trip's.</summary>
internal interface IPostgresQuestion
{
    /// <summary>Reads all answers of the question, of which the reader stands on the first, and goes on to what follows them.</summary>
    ValueTask Read(NpgsqlDataReader reader, CancellationToken cancellation);
}

/// <summary>A question that waits in a trip.</summary>
internal sealed class PostgresQuestion<T>(PostgresTrip trip, Func<DbRow, T> row, int times) : Question<T>, IPostgresQuestion
{
    private readonly List<List<T>> _answers = new(times);

    public override async ValueTask<List<List<T>>> Answers()
    {
        if (_answers.Count < times)
        {
            await trip.Send();
        }
        return _answers;
    }

    public async ValueTask Read(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var current = new PostgresRow(reader);
        while (_answers.Count < times)
        {
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellation))
            {
                rows.Add(row(current));
            }
            _answers.Add(rows);
            await reader.NextResultAsync(cancellation);
        }
    }
}
