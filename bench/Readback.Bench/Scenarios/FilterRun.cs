using System.Diagnostics;
using Readback.Bench.Load;
using Readback.Bench.Seeding;
using static Readback.Bench.Reports.MarkdownTable;

namespace Readback.Bench.Scenarios;

/// <summary>Filters of one kind: three questions in one go, that are three lines of the table.</summary>
internal sealed class FilterRun
{
    private readonly ServerUsage _server;
    private readonly FilterCase _case;
    private readonly Caller _caller;
    private readonly SeededSpace _space;
    private readonly Wire _wire;
    private Slice? _next;
    private Slice? _again;

    public FilterRun(ServerUsage server, FilterCase each, Caller caller, SeededSpace space, Wire wire, double seconds)
    {
        (_server, _case, _caller, _space, _wire) = (server, each, caller, space, wire);
        var size = Cell($"{space.Messages:N0} messages");
        First = new Contestant($"{each.Work}, first page", size, 1, AskAll) { Seconds = seconds };
        Next = new Contestant($"{each.Work}, next page", size, 1, _ => Task.FromResult(_next!));
        Again = new Contestant($"{each.Work}, the same again", size, 1, _ => Task.FromResult(_again!));
    }

    public Contestant First { get; }

    public Contestant Next { get; }

    public Contestant Again { get; }

    public IEnumerable<Contestant> Contestants => [First, Next, Again];

    public int Most => _case.Most;

    /// <summary>Some new filters, each followed by its next page and by itself once more, as somebody does who reads.</summary>
    private async Task<Slice> AskAll(TimeSpan time)
    {
        var (first, next, again) = (new Part(_server), new Part(_server), new Part(_server));
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < _case.PerRound && (i == 0 || watch.Elapsed < time) && _case.Advance(); i++)
        {
            await first.Ask(_wire, _case.Page(_caller, _space, 0));
            await next.Ask(_wire, _case.Page(_caller, _space, 1));
            await again.Ask(_wire, _case.Page(_caller, _space, 0));
        }
        (_next, _again) = (next.Slice(), again.Slice());
        return first.Slice();
    }

    private sealed class Part(ServerUsage server)
    {
        private readonly List<float> _milliseconds = [];
        private TimeSpan _elapsed;
        private TimeSpan _server;
        private TimeSpan _own;

        public async Task Ask(Wire wire, Ask ask)
        {
            var (processor, own, started) = (server.ProcessorTime(), ServerUsage.OwnProcessorTime, Stopwatch.GetTimestamp());
            var answer = await wire.Send(ask.Request);
            var took = Stopwatch.GetElapsedTime(started);
            _milliseconds.Add((float)took.TotalMilliseconds);
            _elapsed += took;
            _own += ServerUsage.OwnProcessorTime - own;
            _server += server.ProcessorTime() - processor;
            if (answer.Status != 200)
            {
                throw new WrongAnswerException($"{answer.Status} {answer.Text}");
            }
            ask.Check(answer);
        }

        public Slice Slice() => new(_milliseconds.Count, _milliseconds, _elapsed)
        {
            Server = _server, Own = _own, ResidentMiB = server.ResidentMiB(),
        };
    }
}
