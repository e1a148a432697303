using System.Diagnostics;

namespace Readback.Bench.Live;

/// <summary>
/// Messages on their way: when each was sent, how many streams still wait for it, and how long each took. No more than
/// a window of them are on their way at once, so that no server is made to hold what clients have no time to read.
/// </summary>
internal sealed class Arrivals(int first, int streams, int window) : IDisposable
{
    private const int MaxMessages = 2000;
    private const int MaxSamples = 2_000_000;
    private const int PatienceSeconds = 60;

    private readonly SemaphoreSlim _window = new(window);
    private readonly long[] _sentAt = new long[Messages(streams)];
    private readonly int[] _missing = new int[Messages(streams)];
    private readonly float[] _milliseconds = new float[Messages(streams) * streams];
    private int _sent;
    private int _received;

    public bool IsFull => _sent == _sentAt.Length;

    /// <summary>The number of the next message after these.</summary>
    public int Next => first + _sent;

    public IEnumerable<float> Milliseconds => _milliseconds.Take(_received);

    /// <summary>Waits for a place in the window; returns the number of the message that is now to be sent.</summary>
    public async Task<int> Send()
    {
        await Wait();
        _missing[_sent] = streams;
        _sentAt[_sent] = Stopwatch.GetTimestamp();
        return first + _sent++;
    }

    /// <summary>Returns when every stream has everything.</summary>
    public async Task Rest()
    {
        for (var i = 0; i < window; i++)
        {
            await Wait();
        }
    }

    public void Received(int number)
    {
        var index = number - first;
        if (index < 0 || index >= _sentAt.Length)
        {
            return;
        }
        _milliseconds[Interlocked.Increment(ref _received) - 1] = (float)Stopwatch.GetElapsedTime(_sentAt[index]).TotalMilliseconds;
        if (Interlocked.Decrement(ref _missing[index]) == 0)
        {
            _window.Release();
        }
    }

    public void Dispose() => _window.Dispose();

    private async Task Wait()
    {
        if (!await _window.WaitAsync(TimeSpan.FromSeconds(PatienceSeconds)))
        {
            throw new InvalidOperationException($"A message did not reach all of {streams} streams within {PatienceSeconds} s.");
        }
    }

    private static int Messages(int streams) => Math.Clamp(MaxSamples / streams, 1, MaxMessages);
}
