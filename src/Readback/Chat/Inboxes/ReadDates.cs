using Readback.Storage;

namespace Readback.Chat.Inboxes;

/// <summary>When the numbers of a page were read, from the few entries that overlap it.</summary>
internal sealed class ReadDates
{
    private readonly List<ReadEntry> _entries;

    public ReadDates(IEnumerable<ReadEntry> entries) => _entries = [.. entries.Distinct().OrderBy(entry => entry.Range.From)];

    public DateTimeOffset? Of(long number) =>
        NumberRanges.Holding(_entries, static entry => entry.Range, number) is var entry and >= 0 ? _entries[entry].ReadAt : null;
}
