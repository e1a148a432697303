using Readback.Tests.Hosting;

namespace Readback.Tests.Feed;

/// <summary>
/// A client that shows a space: made once from answers, and from then on fed by a stream that may break off anywhere.
/// Knows which positions it may see, and holds the stream to exactly these.
/// </summary>
internal sealed class Watcher(Person person)
{
    private readonly List<long> _toSee = [];
    private EventStream? _stream;
    private ClientState? _state;
    private long _last;
    private bool _wasAway;

    public Person Person => person;

    /// <summary>Something happened that this watcher may see.</summary>
    public void MaySee(long position) => _toSee.Add(position);

    /// <summary>Opens a stream where the last one broke off; the first time where the answers leave off.</summary>
    public async Task Connect()
    {
        if (_stream is not null)
        {
            return;
        }
        if (_state is null)
        {
            _state = await ClientState.Get(person);
            _last = _state.Position;
            _toSee.RemoveAll(position => position <= _last);
        }
        if (_wasAway)
        {
            await _state.GetReadCounts(person);
            _wasAway = false;
        }
        _stream = await person.Watch(after: _last);
        _state.Apply(await _stream.Next());
    }

    /// <summary>Reads some of what is there, and no more than that: nothing would come.</summary>
    public async Task Read(int events)
    {
        while (_stream is not null && events-- > 0 && _toSee.Count > 0)
        {
            StreamEvent next;
            do
            {
                next = await _stream.Next();
                See(next);
            }
            while (next.Id is null);
        }
    }

    public Task ReadAll() => Read(int.MaxValue);

    /// <summary>Breaks off, wherever it is.</summary>
    public async Task Drop()
    {
        if (_stream is not null)
        {
            await _stream.DisposeAsync();
            _stream = null;
        }
    }

    /// <summary>After a removal the stream ends by itself; it may have told the last things or not.</summary>
    public async Task Removed()
    {
        _wasAway = true;
        if (_stream is not null)
        {
            foreach (var last in await _stream.Rest())
            {
                See(last);
            }
            Assert.False(_stream.IsBroken);
        }
        await Drop();
    }

    /// <summary>The law: what was shown at first, and the events since, is what a fresh client shows.</summary>
    public async Task IsTrue()
    {
        Assert.Empty(_toSee);
        Assert.Equal((await ClientState.Get(person)).Show(), _state!.Show());
    }

    private void See(StreamEvent happened)
    {
        if (happened.Id is { } position)
        {
            Assert.NotEmpty(_toSee);
            Assert.Equal(_toSee[0], position);
            _toSee.RemoveAt(0);
            _last = position;
        }
        _state!.Apply(happened);
    }
}
