using Readback.Storage;

namespace Readback.Chat;

/// <summary>When the numbers of a page were read, from the few entries that overlap it.</summary>
internal sealed class ReadDates
{
    private readonly List<ReadEntry> _entries;

    public ReadDates(IEnumerable<ReadEntry> entries) => _entries = [.. entries.Distinct().OrderBy(entry => entry.Range.From)];

    public DateTimeOffset? Of(long number)
    {
        var (low, high) = (0, _entries.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _entries[middle].Range.From <= number ? (middle + 1, high) : (low, middle);
        }
        return low > 0 && _entries[low - 1].Range.Contains(number) ? _entries[low - 1].ReadAt : null;
    }
}
