using System.Globalization;
using Readback.Bench.Load;
using Readback.Bench.Reports;
using Readback.Bench.Seeding;

namespace Readback.Bench.Scenarios;

/// <summary>Filters short and long histories by each criterion, and sorted by sender.</summary>
internal static class FilterScenario
{
    private const int PageSize = 20;

    public static Scenario Of(Sizes sizes) => new(
        "filter", "A filter is exact, and out of time (2 s) at the worst.",
        Histories.Of(sizes), async stage => Report.OfRequests("messages", await Measure(stage, sizes)));

    private static async Task<IReadOnlyList<Row>> Measure(Stage stage, Sizes sizes)
    {
        // One filter runs at a time per user: every client is a user of its own.
        var callers = await stage.Http.LogIn(Enumerable.Range(0, sizes.ReadClients.Max()).Select(Cast.Name), Cast.Password);
        var noOp = NoOp.By(callers, Histories.SpaceOf(sizes.Messages[0]));
        var cases = sizes.Messages.SelectMany(messages => Filters(messages, callers)).ToList();
        var rows = new List<Row>();
        foreach (var clients in sizes.ReadClients)
        {
            rows.AddRange(await new Comparison(stage, "filter", writes: false).Run(clients, noOp, cases));
        }
        return rows;
    }

    private static IEnumerable<LoadCase> Filters(int messages, List<Caller> callers)
    {
        var middle = TimeProvider.System.GetUtcNow() - SeededHistory.Length(messages) / 2;
        yield return Filter("everything", "");
        yield return Filter("a rare word", $"content={Phrases.RareWord}");
        yield return Filter("a common word", $"content={Phrases.CommonWord}");
        yield return Filter("two rare letters", $"content={Phrases.RarePair}");
        yield return Filter("two common letters", $"content={Phrases.CommonWord[..2]}");
        yield return Filter("one sender", $"from={Cast.Name(1)}");
        yield return Filter("an hour", $"onDateSt={Date(middle)}&offDateEn={Date(middle.AddHours(1))}");
        yield return Filter("half of the time", $"onDateSt={Date(middle)}");
        yield return Filter("by sender, deep", $"sort=createdBy&page={messages / PageSize / 2}");

        LoadCase Filter(string name, string criteria) => new(name, messages, client => new Question(
            callers[client % callers.Count].Bytes(
                "GET", $"/api/chat/messages/filter?size={PageSize}&{criteria}", Histories.SpaceOf(messages))));
    }

    private static string Date(DateTimeOffset date) =>
        date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
