using System.Diagnostics.CodeAnalysis;

namespace Readback.Feed;

/// <summary>
/// Events in line, first come, first served. A stream that keeps up has one at a time, and that for a moment: there is a place
/// for it here, so that a thousand such streams are not a thousand queues to be fetched into the processor's cache.
/// </summary>
internal struct WaitingEvents
{
    /// <summary>Places for more that are kept when nothing waits.</summary>
    private const int MaxKeptPlaces = 16;

    private FeedEvent? _first;
    private Queue<FeedEvent>? _more;

    public readonly bool IsEmpty => _first is null;

    public void Enqueue(FeedEvent happened)
    {
        if (_first is null)
        {
            _first = happened;
        }
        else
        {
            (_more ??= []).Enqueue(happened);
        }
    }

    public bool TryDequeue([NotNullWhen(true)] out FeedEvent? happened)
    {
        happened = _first;
        _first = _more is not null && _more.TryDequeue(out var next) ? next : null;
        return happened is not null;
    }

    public void Clear() => (_first, _more) = (null, null);

    /// <summary>Gives back the places that a crowd took; nothing waits any more.</summary>
    public void Trim()
    {
        if (_more?.Capacity > MaxKeptPlaces)
        {
            _more = null;
        }
    }
}
