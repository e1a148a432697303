namespace Readback.Storage.Search;

/// <summary>
/// The numbers from which on the dates of a space begin anew, because a clock was set back. Between two of them dates only
/// rise with numbers, so that a period of time is found by halving, without an index on dates. A number may stand here where
/// dates go on rising (the clock was set back between two messages and forth again); none is missing where they do not.
/// </summary>
internal static class DateSteps
{
    public static ValueTask Insert(Db db, IEnumerable<(long Space, long Number)> steps) => db.InsertMany(
        "date_step", "space_id, number", [.. steps.Select(step => new DbValue[] { step.Space, step.Number })],
        "ON CONFLICT DO NOTHING");

    /// <summary>The numbers of the messages of a period, both ends included: one range, or one for each step in it.</summary>
    public static async ValueTask<List<NumberRange>> Period(
        Db db, long space, long lastNumber, DateTimeOffset from, DateTimeOffset to)
    {
        var ranges = new List<NumberRange>();
        var first = 1L;
        var steps = await db.All(
            "SELECT number FROM date_step WHERE space_id = $1 AND number > 1 AND number <= $2 ORDER BY number",
            static r => r.Number(0), space, lastNumber);
        foreach (var next in steps.Append(lastNumber + 1))
        {
            var rising = new NumberRange(first, next - 1);
            var range = new NumberRange(
                await FirstWhere(db, space, rising, date => date >= from), await FirstWhere(db, space, rising, date => date > to) - 1);
            if (!range.IsEmpty)
            {
                ranges.Add(range);
            }
            first = next;
        }
        return NumberRanges.Merge(ranges);
    }

    /// <summary>
    /// The first number of a range whose date <paramref name="holds"/>, where it does for all after it; else the next one. The
    /// two ends are asked first: they decide most of the stretches between steps.
    /// </summary>
    private static async ValueTask<long> FirstWhere(Db db, long space, NumberRange rising, Predicate<DateTimeOffset> holds)
    {
        if (rising.IsEmpty || holds(await DateOf(db, space, rising.From)))
        {
            return rising.From;
        }
        if (!holds(await DateOf(db, space, rising.To)))
        {
            return rising.To + 1;
        }
        var (low, high) = (rising.From + 1, rising.To);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            (low, high) = holds(await DateOf(db, space, middle)) ? (low, middle) : (middle + 1, high);
        }
        return low;
    }

    private static ValueTask<DateTimeOffset> DateOf(Db db, long space, long number) => db.First(
        "SELECT created_at FROM message WHERE id = $1", static r => r.Date(0), MessageId.Of(space, number));
}
