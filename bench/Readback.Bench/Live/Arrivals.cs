using System.Diagnostics;
using Readback.Bench.Load;

namespace Readback.Bench.Live;

/// <summary>
/// Messages on their way to streams: when each was sent, how long each took to each stream, and whether every stream got
/// each of them once, all in the same order.
/// </summary>
internal sealed class Arrivals(int first, int messages, int streams)
{
    private const int PatienceSeconds = 300;

    /// <summary>Arrivals that are timed; of more, those at every so many streams.</summary>
    private const int MaxSamples = 250_000;

    private readonly long[] _sentAt = new long[messages];
    private readonly long[] _ids = new long[messages];
    private readonly int[] _counts = new int[streams];
    private readonly long[] _orders = new long[streams];
    private readonly List<int> _firstStream = new(messages);
    private readonly int _streamsPerSample = Math.Max(1, messages * streams / MaxSamples);
    private readonly float[] _milliseconds = new float[messages * streams];
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _samples;
    private int _received;

    public int Count => messages * streams;

    public IReadOnlyList<float> Milliseconds => _milliseconds[.._samples];

    public void Sent(int number) => _sentAt[number - first] = Stopwatch.GetTimestamp();

    /// <summary>The server said under which id the message is on record; in the order of ids it must arrive.</summary>
    public void Acknowledged(int number, long id) => _ids[number - first] = id;

    /// <summary>Called by each stream's own reader, one arrival after the other.</summary>
    public void Received(int stream, int number)
    {
        var index = number - first;
        if (index < 0 || index >= messages)
        {
            _all.TrySetException(new WrongAnswerException($"Stream {stream} got message {number}, which nobody sent just now."));
            return;
        }
        _counts[stream]++;
        _orders[stream] = After(_orders[stream], number);
        if (stream == 0)
        {
            _firstStream.Add(number);
        }
        if (stream % _streamsPerSample == 0 && Interlocked.Increment(ref _samples) is var sample && sample <= Count)
        {
            _milliseconds[sample - 1] = (float)Stopwatch.GetElapsedTime(_sentAt[index]).TotalMilliseconds;
        }
        if (Interlocked.Increment(ref _received) == Count)
        {
            _all.TrySetResult();
        }
    }

    /// <summary>Returns when everything has arrived everywhere.</summary>
    public async Task Rest()
    {
        try
        {
            await _all.Task.WaitAsync(TimeSpan.FromSeconds(PatienceSeconds));
        }
        catch (TimeoutException)
        {
            throw new WrongAnswerException($"Of {Count} deliveries {_received} came within {PatienceSeconds} s.");
        }
    }

    public void Check()
    {
        int[] wanted = [.. Enumerable.Range(0, messages).OrderBy(index => _ids[index]).Select(index => first + index)];
        if (!_firstStream.SequenceEqual(wanted))
        {
            throw new WrongAnswerException("A stream did not get each message once, in the order of the log.");
        }
        var order = wanted.Aggregate(0L, After);
        var wrong = Enumerable.Range(0, streams).Count(stream => _counts[stream] != messages || _orders[stream] != order);
        if (wrong > 0)
        {
            throw new WrongAnswerException($"{wrong} streams did not get each message once, in the order of the log.");
        }
    }

    private static long After(long order, int number) => unchecked(order * 1_000_003 + number);
}
