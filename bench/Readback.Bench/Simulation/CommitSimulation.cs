namespace Readback.Bench.Simulation;

/// <summary>What a simulation found.</summary>
/// <param name="P50">Milliseconds from a message's arrival to its answer, half of them.</param>
/// <param name="P99">The same for 99 of 100.</param>
/// <param name="BatchSize">Messages in a commit, on average.</param>
/// <param name="CommitsPerSecond">Commits over all databases.</param>
/// <param name="Utilisation">How busy the databases are, from 0 to 1.</param>
/// <param name="IsTooMuch">More arrived than could be written: the queues were long when the last message came.</param>
/// <param name="LittlesError">How far the books are from Little's law (what is inside = rate × time inside), as a fraction.</param>
internal sealed record Found(
    double P50, double P99, double BatchSize, double CommitsPerSecond, double Utilisation, bool IsTooMuch, double LittlesError);

/// <summary>
/// Group commit by several nodes on several databases, event by event. Each node has one writer for each database: while a
/// commit is on its way, what arrives forms the next batch. A batch waits until no other one holds any of its spaces, and
/// until its database has a processor free.
/// </summary>
internal sealed class CommitSimulation(House house, UnitCosts costs, int seed)
{
    private const int MaxBatch = 512;
    private const double Seconds = 10;

    /// <summary>What may be left to do when the last message has come.</summary>
    private const double PatienceSeconds = 0.25;

    private readonly Random _random = new(seed);
    private readonly PriorityQueue<Batch, double> _ends = new();
    private readonly Queue<(double Arrived, int Space)>[] _queues =
        [.. Enumerable.Range(0, house.Nodes * house.Databases).Select(_ => new Queue<(double, int)>())];
    private readonly bool[] _isWriting = new bool[house.Nodes * house.Databases];
    private readonly HashSet<int> _locked = [];
    private readonly int[] _busy = new int[house.Databases];
    private readonly List<Batch> _waiting = [];
    private readonly List<double> _latencies = [];
    private double _now;
    private double _inside;
    private double _insideTime;
    private double _busyTime;
    private int _batches;

    public Found Run()
    {
        var arrives = NextArrival();
        while (arrives < Seconds || _ends.Count > 0)
        {
            if (arrives < Seconds && (!_ends.TryPeek(out _, out var ends) || arrives <= ends))
            {
                Pass(arrives);
                Arrive();
                arrives += NextArrival();
            }
            else
            {
                _ends.TryDequeue(out var batch, out var end);
                Pass(end);
                End(batch!);
            }
        }
        _latencies.Sort();
        var mean = _latencies.Average();
        var rate = _latencies.Count / _now;
        return new Found(
            At(0.5), At(0.99), (double)_latencies.Count / _batches, _batches / _now,
            _busyTime / (_now * house.Databases * House.DatabaseProcessors),
            _now > Seconds + PatienceSeconds,
            Math.Abs(_insideTime / _now - rate * mean) / (rate * mean));
    }

    private double At(double part) => 1000 * _latencies[(int)(part * (_latencies.Count - 1))];

    private double NextArrival() => -Math.Log(1 - _random.NextDouble()) / house.MessagesPerSecond;

    private void Pass(double to)
    {
        _insideTime += _inside * (to - _now);
        _busyTime += _busy.Sum() * (to - _now);
        _now = to;
    }

    private void Arrive()
    {
        var space = _random.Next(house.Spaces);
        var writer = _random.Next(house.Nodes) * house.Databases + space % house.Databases;
        _queues[writer].Enqueue((_now, space));
        _inside++;
        Take(writer);
    }

    private void Take(int writer)
    {
        if (_isWriting[writer] || _queues[writer].Count == 0)
        {
            return;
        }
        _isWriting[writer] = true;
        var messages = new List<(double Arrived, int Space)>();
        while (messages.Count < MaxBatch && _queues[writer].TryDequeue(out var message))
        {
            messages.Add(message);
        }
        _waiting.Add(new Batch(writer, messages, [.. messages.Select(message => message.Space).Distinct()]));
        StartWhatCan();
    }

    private void StartWhatCan()
    {
        for (var i = 0; i < _waiting.Count; i++)
        {
            var batch = _waiting[i];
            var database = batch.Writer % house.Databases;
            if (_busy[database] < House.DatabaseProcessors && !batch.Spaces.Any(_locked.Contains))
            {
                _waiting.RemoveAt(i--);
                _locked.UnionWith(batch.Spaces);
                _busy[database]++;
                var milliseconds = costs.BatchMilliseconds + (batch.Messages.Count - 1) * costs.MessageMilliseconds;
                _ends.Enqueue(batch, _now + milliseconds / 1000);
            }
        }
    }

    private void End(Batch batch)
    {
        _batches++;
        _busy[batch.Writer % house.Databases]--;
        _locked.ExceptWith(batch.Spaces);
        foreach (var (arrived, _) in batch.Messages)
        {
            _latencies.Add(_now - arrived);
            _inside--;
        }
        _isWriting[batch.Writer] = false;
        StartWhatCan();
        Take(batch.Writer);
    }

    private sealed record Batch(int Writer, List<(double Arrived, int Space)> Messages, HashSet<int> Spaces);
}
