using System.Diagnostics;
using System.Globalization;
using Readback.Tests.Accounts;
using Readback.Tests.Hosting;

namespace Readback.Tests.Fuzz;

/// <summary>
/// Whether the time that a refusal takes tells why it was refused. That each does the same work is shown where every change
/// is checked (<c>PasswordEffortTests</c>); this measures, and is for <c>bin/torture timing</c> on a machine at rest.
/// </summary>
public sealed class LoginTimingTests
{
    private const string Variable = "TORTURE_TIMING_ROUNDS";
    private const int Usual = 400;

    /// <summary>Beyond this many standard errors two means are taken to differ, as tests of leaks have it.</summary>
    private const double MaxT = 4.5;

    [Fact(Explicit = true)]
    public async Task An_unknown_name_a_wrong_password_and_a_disabled_account_take_the_same_time()
    {
        await using var server = await ReadbackServer.Run(settings => settings with
        {
            Sessions = settings.Sessions with { LockAfterFailures = 1000, LoginsPerMinute = 100_000, LoginBurst = 100_000 },
        });
        var id = await server.AddUser("disabled");
        await server.AddUser("known");
        var admin = await server.LogIn("admin", null);
        await admin.PutJson($"/api/users/{id}", """{"enabled":false}""").Nothing();

        var run = FuzzRun.Of(Variable, Usual);
        var dice = new Random(run.Seed);
        using var client = server.Stranger();
        var kinds = new (string Name, Func<int, (string, string)> Try)[]
        {
            ("unknown", i => ($"nobody {i}", "wrong password")), ("wrong", _ => ("known", "wrong password")),
            ("disabled", _ => ("disabled", ReadbackServer.Password)),
        };
        var times = kinds.ToDictionary(kind => kind.Name, _ => new List<double>());
        for (var i = 0; i < run.Count; i++)
        {
            // In another order each round, so that whatever else goes on here falls on all alike.
            foreach (var (name, attempt) in kinds.OrderBy(_ => dice.Next()))
            {
                var (username, password) = attempt(i);
                var began = Stopwatch.GetTimestamp();
                await client.Login(username, password).Unauthorized();
                times[name].Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }
        foreach (var (one, other) in new[] { ("unknown", "wrong"), ("unknown", "disabled"), ("wrong", "disabled") })
        {
            var t = Welch(Usable(times[one]), Usable(times[other]));
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{one} {Usable(times[one]).Average():0.00} ms, {other} {Usable(times[other]).Average():0.00} ms, t = {t:0.00}, {run.Count} rounds, seed {run.Seed}"));
            Assert.InRange(t, -MaxT, MaxT);
        }
    }

    /// <summary>Without the slowest tenth, in which other programs had the processor.</summary>
    private static List<double> Usable(List<double> times) => [.. times.Order().Take(times.Count * 9 / 10)];

    private static double Welch(List<double> one, List<double> other)
    {
        return (one.Average() - other.Average()) / Math.Sqrt((Variance(one) / one.Count) + (Variance(other) / other.Count));

        static double Variance(List<double> values) => values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Count - 1);
    }
}
