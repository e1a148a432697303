using Readback.Bench.Load;
using Readback.Bench.Reports;
using Readback.Bench.Seeding;

namespace Readback.Bench.Scenarios;

/// <summary>Reads pages of inboxes at both ends and in the middle of short and of long histories.</summary>
internal static class InboxScenario
{
    private const int PageSize = 20;

    public static Scenario Of(Sizes sizes) => new(
        "inbox", "A page of an inbox costs the same in a history of 1,000 messages and of 1,000,000, wherever the page is.",
        Histories.Of(sizes), async stage => Report.OfRequests("messages", await Measure(stage, sizes)));

    private static async Task<IReadOnlyList<Row>> Measure(Stage stage, Sizes sizes)
    {
        // Some have read everything, a screen at a time, and as many nothing but what they wrote themselves.
        var callers = await stage.Http.LogIn(Enumerable.Range(0, 2 * Cast.Readers).Select(Cast.Name), Cast.Password);
        var noOp = NoOp.By(callers, Histories.SpaceOf(sizes.Messages[0]));
        var cases = sizes.Messages.SelectMany(messages => Pages(messages, callers)).ToList();
        var rows = new List<Row>();
        foreach (var clients in sizes.ReadClients)
        {
            rows.AddRange(await new Comparison(stage, "inbox", writes: false).Run(clients, noOp, cases));
        }
        return rows;
    }

    private static IEnumerable<LoadCase> Pages(int messages, List<Caller> callers)
    {
        var pages = messages / PageSize;
        // Readers have nothing unread; the others' unread is cut to pieces by every message of their own.
        var others = callers[Cast.Readers..];
        yield return Page("newest page", callers, 0, "");
        yield return Page("middle page", callers, pages / 2, "");
        yield return Page("last page", callers, pages - 1, "");
        yield return Page("newest unread", others, 0, "&isRead=false");
        yield return Page("unread, deep", others, pages / 2, "&isRead=false");

        LoadCase Page(string name, List<Caller> askers, int page, string more) => new(name, messages, client => new Question(
            askers[client % askers.Count].Bytes(
                "GET", $"/api/chat/recipients?page={page}&size={PageSize}{more}", Histories.SpaceOf(messages))));
    }
}
