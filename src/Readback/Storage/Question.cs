namespace Readback.Storage;

/// <summary>
/// A query that is asked and not waited for yet. Where the database is a trip away, it goes with the first statement that
/// somebody does wait for, so that many questions cost one trip.
/// </summary>
internal abstract class Question<T>
{
    /// <summary>The rows of each time that the query was asked for.</summary>
    public abstract ValueTask<List<List<T>>> Answers();

    /// <summary>All rows, one answer after another.</summary>
    public async ValueTask<List<T>> All() => [.. (await Answers()).SelectMany(rows => rows)];

    /// <summary>The first row of each answer, or nothing.</summary>
    public async ValueTask<List<T?>> Firsts() => (await Answers()).ConvertAll(rows => rows.Count == 0 ? default : rows[0]);

    /// <summary>The first row of the first answer, or nothing.</summary>
    public async ValueTask<T?> First() => (await Firsts()) is [var first, ..] ? first : default;
}

/// <summary>A question to a database that answers on the spot.</summary>
internal sealed class AnsweredQuestion<T>(List<List<T>> answers) : Question<T>
{
    public override ValueTask<List<List<T>>> Answers() => ValueTask.FromResult(answers);
}
