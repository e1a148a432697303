using Readback.Bench.Seeding;

namespace Readback.Bench.Scenarios;

/// <summary>The kinds of filters that are promised something, with what they find in a space that was seeded.</summary>
internal static class FilterCases
{
    /// <summary>A letter that "one letter" is about stands in at least this part of all lines.</summary>
    private const double MostLines = 0.9;

    private const int MostPerRound = 7;

    /// <summary>Letters whose case is folded in no other way than ASCII's.</summary>
    private const string Letters = "aetrnoplvcbdmuh";

    /// <param name="space">Where.</param>
    /// <param name="rounds">How often some of each kind are asked: none runs out before.</param>
    public static List<FilterCase> Of(SeededSpace space, int rounds)
    {
        return
        [
            Case("held by none", 3, None(space)),
            Case("held by one", 3, One(space)),
            Case("held by 1 %", 10, Pieces(Phrases.HundredthWord, Numbers(space, Phrases.HoldsHundredthWord))),
            Case("held by half", 250, Pieces(Phrases.HalfWord, Numbers(space, Phrases.HoldsHalfWord))),
            Case("one letter", 400, OneLetter(space)),
            Case("by sender", 25, Senders(space)),
            Case("by date, half of the time", 25, Dates(space)),
        ];

        FilterCase Case(string work, int most, IEnumerable<Filter> filters)
        {
            var few = filters.Take(MostPerRound * rounds).ToList();
            return new FilterCase(work, most, Math.Max(1, few.Count / rounds), few);
        }
    }

    private static IEnumerable<Filter> None(SeededSpace space) =>
        Enumerable.Range(space.Messages + 1, space.Messages).Select(number => Content(Phrases.Unheard(number), []));

    private static IEnumerable<Filter> One(SeededSpace space) =>
        from number in Enumerable.Range(1, space.Messages)
        let word = Phrases.UniqueWord(number)
        where word is not null
        select Content(word, [number]);

    private static IEnumerable<Filter> Pieces(string word, List<int> found) => Phrases.PiecesOf(word).Select(piece => Content(piece, found));

    private static IEnumerable<Filter> OneLetter(SeededSpace space)
    {
        int[] lines = [.. Enumerable.Range(1, space.Messages).Select(number => LettersOf(SeededSpace.Content(number)))];
        return from letter in Letters
               let found = Numbers(space, number => (lines[number - 1] >> (letter - 'a') & 1) == 1)
               where found.Count >= MostLines * space.Messages
               select Content(letter.ToString(), found);
    }

    /// <summary>A bit for each of ASCII's letters, whatever its case.</summary>
    private static int LettersOf(string line)
    {
        var letters = 0;
        foreach (var one in line)
        {
            letters |= char.IsAsciiLetter(one) ? 1 << ((one | 0x20) - 'a') : 0;
        }
        return letters;
    }

    private static IEnumerable<Filter> Senders(SeededSpace space) => Enumerable.Range(0, space.Writers)
        .Select(sender => new Filter($"from={Cast.Name(sender)}", Numbers(space, number => space.Sender(number) == sender)));

    /// <summary>From a moment near the middle on; a minute further each time.</summary>
    private static IEnumerable<Filter> Dates(SeededSpace space) =>
        from step in Enumerable.Range(0, space.Messages / 4 / SeededSpace.MessagesPerBatch)
        let first = space.Middle + step * SeededSpace.MessagesPerBatch
        select new Filter($"onDateSt={WireNumber.Of(space.Date(first))}", [.. Enumerable.Range(first, space.Messages - first + 1)]);

    private static Filter Content(string text, IReadOnlyList<int> found) => new($"content={Uri.EscapeDataString(text)}", found);

    private static List<int> Numbers(SeededSpace space, Func<int, bool> holds) => [.. Enumerable.Range(1, space.Messages).Where(holds)];
}
