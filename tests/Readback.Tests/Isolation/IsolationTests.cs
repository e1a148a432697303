using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Readback.Tests.Hosting;

namespace Readback.Tests.Isolation;

/// <summary>Every route, every kind of caller, every kind of space and id: nobody sees anything of another tenant.</summary>
public sealed class IsolationTests(Tenants tenants) : IClassFixture<Tenants>
{
    private const string Own = ReadbackServer.Boiler;

    public static TheoryData<string> Routes => [.. RouteRules.All.Keys];

    public static TheoryData<string> MemberRoutes => [.. RouteRules.All.Keys.Where(route => RouteRules.NeedsSpace(RouteRules.All[route].Door))];

    /// <summary>Routes that take a message's id or number, in the path or the query.</summary>
    public static TheoryData<string> MessageRoutes =>
    [
        .. RouteRules.All.Where(rule => RouteRules.NeedsSpace(rule.Value.Door)
            && (rule.Value.Ids.Any(id => id is "message" or "number") || rule.Value.Query.Contains("{message}", StringComparison.Ordinal)))
            .Select(rule => rule.Key),
    ];

    [Fact]
    public void Every_route_is_declared_and_every_declared_one_is_there()
    {
        var found = tenants.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
                .Select(method => $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}")).ToHashSet();
        Assert.Empty(found.Except(RouteRules.All.Keys));
        Assert.Empty(RouteRules.All.Keys.Except(found));
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task A_caller_is_let_in_or_turned_away_as_the_contract_says(string route)
    {
        var rule = RouteRules.All[route];
        // A log-out would end the session that the other tests go on with.
        foreach (var caller in Tenants.Callers.Where(caller => route != "POST /logout" || caller is "nobody" or "badtoken"))
        {
            // What an administrator may do is done to nobody, so that the other tests find everything in its place.
            var ids = caller == "admin" && rule.Door == Door.Admin ? Nobodys : tenants.OwnIds;
            var answer = await Ask(caller, route, Own, ids);
            var expected = RouteRules.Expected(rule.Door, caller);
            if (expected == 0)
            {
                Assert.False(answer.Status is (401 or 403) && route != "POST /refresh" && route != "POST /login", $"{caller}: {answer.Text}");
            }
            else
            {
                Assert.True(answer.Status == expected, $"{caller}: {expected}, not {answer.Text}");
            }
            AssertTellsNothing(caller, rule, answer);
        }
    }

    [Theory]
    [MemberData(nameof(MemberRoutes))]
    public async Task Foreign_unknown_and_closed_spaces_are_told_apart_by_not_one_byte(string route)
    {
        foreach (var caller in Tenants.Callers)
        {
            var expected = caller is "nobody" or "badtoken" ? 401 : 403;
            var answers = new HashSet<Answer>();
            foreach (var space in (string[])[Tenants.Victim, Tenants.Closed, "unknown", Tenants.Victim.ToUpperInvariant()])
            {
                foreach (var ids in new[] { tenants.OwnIds, tenants.ForeignIds })
                {
                    answers.Add(await Ask(caller, route, space, ids));
                }
            }
            var answer = Assert.Single(answers);
            Assert.True(answer.Status == expected, $"{caller}: {expected}, not {answer.Text}");
            AssertTellsNothing(caller, RouteRules.All[route], answer);
        }
    }

    [Theory]
    [MemberData(nameof(MemberRoutes))]
    public async Task Without_a_space_a_logged_in_caller_is_asked_for_one(string route)
    {
        foreach (var caller in Tenants.Callers)
        {
            var answer = await Ask(caller, route, null, tenants.ForeignIds);
            if (caller == "machine")
            {
                // Its token names its space: it goes on where machines have business.
                Assert.Equal(RouteRules.Expected(RouteRules.All[route].Door, caller) == 403, answer.Status == 403);
            }
            else
            {
                Assert.Equal(
                    (caller, RouteRules.All[route].Door) switch
                    {
                        ("nobody" or "badtoken", _) => 401,
                        ("reset", _) => 403,
                        // The role is asked for first.
                        ("operator" or "foreigner", Door.MembersWhoExport) => 403,
                        _ => 400,
                    },
                    answer.Status);
            }
            AssertTellsNothing(caller, RouteRules.All[route], answer);
        }
    }

    [Theory]
    [MemberData(nameof(MessageRoutes))]
    public async Task A_foreign_id_in_ones_own_space_is_not_found_like_one_that_is_nobodys(string route)
    {
        foreach (var caller in (string[])["operator", "auditor"])
        {
            // The premise: with an id of one's own it works.
            Assert.InRange((await Ask(caller, route, Own, tenants.OwnIds)).Status, 200, 204);
            var foreign = await Ask(caller, route, Own, tenants.ForeignIds);
            Assert.Equal(404, foreign.Status);
            Assert.Equal(await Ask(caller, route, Own, Nobodys), foreign);
            AssertTellsNothing(caller, RouteRules.All[route], foreign);
        }
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task What_is_told_to_one_caller_alone_is_for_no_cache(string route)
    {
        var rule = RouteRules.All[route];
        if (rule.Door == Door.Open && route is not ("POST /login" or "POST /refresh" or "POST /logout"))
        {
            return; // Told to anybody.
        }
        foreach (var caller in Tenants.Callers.Where(caller => route != "POST /logout" || caller is "nobody" or "badtoken"))
        {
            var ids = caller == "admin" && rule.Door == Door.Admin ? Nobodys : tenants.OwnIds;
            foreach (var space in (string?[])[Own, Tenants.Victim, null])
            {
                Assert.Contains("Cache-Control: no-store\n", (await Ask(caller, route, space, ids)).Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Spaces_that_are_not_ones_own_are_all_the_same()
    {
        foreach (var caller in (string[])["operator", "auditor", "foreigner"])
        {
            var answers = new HashSet<Answer>();
            foreach (var id in (string[])[tenants.ForeignIds["space"], tenants.ClosedSpaceId, "999999", "0", "abc"])
            {
                answers.Add(await tenants.Ask(caller, "GET", $"/api/spaces/{id}", Own));
            }
            Assert.Equal(403, Assert.Single(answers).Status);
        }
        Assert.Equal(200, (await tenants.Ask("operator", "GET", $"/api/spaces/{tenants.OwnIds["space"]}", null)).Status);
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Ids_of_others_change_nothing_for_who_may_not_administer(string route)
    {
        var rule = RouteRules.All[route];
        foreach (var caller in Tenants.Callers.Where(caller => caller != "admin" && RouteRules.Expected(rule.Door, caller) != 0))
        {
            var foreign = await Ask(caller, route, Own, tenants.ForeignIds);
            Assert.Equal(await Ask(caller, route, Own, tenants.OwnIds), foreign);
            AssertTellsNothing(caller, rule, foreign);
        }
    }

    [Fact]
    public async Task What_is_told_of_oneself_holds_only_what_is_ones_own()
    {
        foreach (var caller in (string[])["operator", "auditor", "foreigner"])
        {
            foreach (var path in (string[])
                ["/api/auth/current-user", "/api/spaces", $"/api/audit?username={Tenants.VictimUser}", $"/api/audit?msg={Tenants.Mark}", "/api/audit?size=2000"])
            {
                foreach (var space in (string?[])[Own, Tenants.Victim, Tenants.Closed, null])
                {
                    AssertTellsNothing(caller, null, await tenants.Ask(caller, "GET", path, space));
                }
            }
        }
        // The premise: the audit has it.
        Assert.Contains(Tenants.Mark, (await tenants.Ask("admin", "GET", "/api/audit?size=2000", null)).Text, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Nobodys { get; } = new()
    {
        ["message"] = "999999999999999", ["number"] = "999999", ["user"] = "999999", ["space"] = "999999", ["machine"] = "999999", ["webhook"] = "999999", ["username"] = "nobody at all",
    };

    private Task<Answer> Ask(string caller, string route, string? space, Dictionary<string, string> ids)
    {
        var rule = RouteRules.All[route];
        var (method, pattern) = (route[..route.IndexOf(' ')], route[(route.IndexOf(' ') + 1)..]);
        var parameters = new Queue<string>(rule.Ids);
        var path = string.Join('/', pattern.Split('/').Select(segment => Fill(segment, parameters, ids)))
            + rule.Query.Replace("{message}", ids["message"], StringComparison.Ordinal);
        return tenants.Ask(caller, method, path, space, method == "POST" && pattern == "/api/chat/messages" ? new StringContent("hello") : null);
    }

    private static string Fill(string segment, Queue<string> parameters, Dictionary<string, string> ids)
    {
        var start = segment.IndexOf('{');
        if (start < 0)
        {
            return segment;
        }
        var parameter = parameters.Dequeue();
        return segment[..start] + Uri.EscapeDataString(ids.GetValueOrDefault(parameter, parameter)) + segment[(segment.IndexOf('}') + 1)..];
    }

    /// <summary>An administrator sees every tenant where spaces and users are administered, and nowhere else.</summary>
    private static void AssertTellsNothing(string caller, RouteRule? rule, Answer answer)
    {
        if (caller != "admin" || rule is null || RouteRules.NeedsSpace(rule.Door) || rule.Door == Door.Open)
        {
            Assert.DoesNotContain(Tenants.Mark, answer.Text, StringComparison.OrdinalIgnoreCase);
        }
    }
}
