using System.Text;
using Readback.Bench.Load;
using Readback.Bench.Reports;
using Readback.Bench.Seeding;
using static Readback.Bench.Reports.MarkdownTable;

namespace Readback.Bench.Scenarios;

/// <summary>Marks messages of a long history as read: one, a long run of numbers, as many that are scattered.</summary>
internal static class SetReadScenario
{
    private const double Seconds = 0.5;
    private const int MaxMilliseconds = 30;
    private const int MaxTimesOne = 3;

    /// <summary>Every so many numbers one is read where they are scattered.</summary>
    private const int Gap = 3;

    /// <summary>Users that each kind of reading may use up.</summary>
    private const int ReadersPerKind = 8;

    public static async Task<Report> Measure(Stage stage)
    {
        var report = new Report("read");
        var space = stage.Space(Scenario.History(stage.Sizes.Messages[^1]));
        using var wires = await Wires.Connect(stage.Address, 1);
        var noOp = stage.NoOp(wires.First(1), [stage.Caller(0)], space.Name, Seconds / 2);
        var kinds = new[] { Kind("set-read of one", 1, 1), Kind(Cell($"set-read of {stage.Sizes.ReadIds:N0} in one run"), stage.Sizes.ReadIds, 1),
            Kind(Cell($"set-read of {stage.Sizes.ReadIds:N0} scattered"), stage.Sizes.ReadIds, Gap) }.ToList();
        List<Contestant> works = [.. kinds.Select(kind => stage.Asks(
            kind.Work, Cell($"{space.Messages:N0} messages"), wires.First(1), _ => new Questions(kind.Next), Seconds, kind.Most / Rounds.MaxRuns(stage.Effort)))];
        var rounds = await Rounds.Run(stage.Effort, stage.Server, [noOp, .. works]);
        await Check(wires[0], space, kinds.SelectMany(kind => kind.Used));
        report.Add(rounds.Figures(report.Name, noOp));
        var (one, run, scattered) = (works[0], works[1], works[2]);
        report.AtMost($"{run.Work}, p50 over one", run, rounds.Ratio(run, one, Rounds.Median), MaxTimesOne, one.Work);
        report.AtMost($"{scattered.Work}, p50 ms", scattered, rounds.Spread(scattered, Rounds.Median), MaxMilliseconds, one.Work, rounds.Spread(one, Rounds.Median));
        return report;

        Reading Kind(string work, int ids, int gap)
        {
            // The writers' inboxes are measured elsewhere; those who only receive have read nothing yet.
            var first = Cast.Writers + (gap > 1 ? 2 : ids > 1 ? 1 : 0) * ReadersPerKind;
            return new Reading(work, space, ids, gap, [.. Enumerable.Range(first, ReadersPerKind).Select(stage.Caller)]);
        }
    }

    /// <summary>What was answered 204 is read, and nothing else.</summary>
    private static async Task Check(Wire wire, SeededSpace space, IEnumerable<(Caller Caller, int Read)> readers)
    {
        foreach (var (caller, read) in readers)
        {
            var answer = await wire.Send(caller.Get("/api/chat/unread", space.Name));
            Expect.Unread(space.Messages - read, space.Messages)(answer);
        }
    }

    /// <summary>Reads on through the history, user after user, never the same message twice.</summary>
    private sealed class Reading(string work, SeededSpace space, int ids, int gap, IReadOnlyList<Caller> callers)
    {
        private readonly int[] _read = new int[callers.Count];
        private int _caller;
        private int _next = 1;

        public string Work => work;

        /// <summary>How often it can be done before all messages of all users are read.</summary>
        public int Most => (space.Messages - 1) / (ids * gap) * callers.Count;

        public IEnumerable<(Caller, int)> Used => callers.Zip(_read);

        public Ask Next()
        {
            if (_next + ids * gap > space.Messages)
            {
                (_caller, _next) = (_caller + 1, 1);
                if (_caller == callers.Count)
                {
                    throw new InvalidOperationException($"All messages of all users are used up: {work}.");
                }
            }
            var body = new StringBuilder(ids == 1 ? "messageId=" : "messageIds=");
            for (var i = 0; i < ids; i++)
            {
                body.Append(i == 0 ? "" : ",").Append(space.MessageIdOf(_next + i * gap));
            }
            _next += ids * gap;
            _read[_caller] += ids;
            return new Ask(
                callers[_caller].Post(ids == 1 ? "/api/chat/message/set-read" : "/api/chat/messages/set-read", space.Name, "application/x-www-form-urlencoded", body.ToString()),
                answer => Expect.Same(answer.Status, 204, "status"));
        }
    }
}
