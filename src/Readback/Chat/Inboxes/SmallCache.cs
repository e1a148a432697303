using System.Numerics;

namespace Readback.Chat.Inboxes;

/// <summary>
/// What was looked up lately, in a fixed number of places. Each key has one place, and who comes later has it: there is nothing to
/// lock, to count or to clear away.
/// </summary>
/// <param name="places">How many; a power of two.</param>
internal sealed class SmallCache<TKey, TValue>(int places)
    where TKey : struct, IEquatable<TKey>
    where TValue : class
{
    private readonly Entry?[] _places = new Entry?[BitOperations.IsPow2(places) ? places : throw new ArgumentException("No power of two.", nameof(places))];

    public TValue? Find(TKey key) => Volatile.Read(ref PlaceOf(key)) is { } entry && entry.Key.Equals(key) ? entry.Value : null;

    public void Keep(TKey key, TValue value) => Volatile.Write(ref PlaceOf(key), new Entry(key, value));

    private ref Entry? PlaceOf(TKey key) => ref _places[key.GetHashCode() & (_places.Length - 1)];

    private sealed record Entry(TKey Key, TValue Value);
}
