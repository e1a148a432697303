using System.Runtime.InteropServices;

namespace Readback.Storage.Search;

/// <summary>
/// The runs of characters that stand in a segment while it is made, as a tree: from a run one step leads to the run that is longer by
/// one character. Most texts are written with few different characters: a step by one of these is a look into an array, and by
/// any other one into a dictionary.
/// </summary>
internal sealed class RunTable
{
    /// <summary>The run of no characters, from which all others are reached.</summary>
    public const int Empty = 0;

    /// <summary>The first so many characters that appear have numbers, from 1 on; 0 stands for all others.</summary>
    private const int Numbers = 64;

    private readonly byte[] _numbers = new byte[char.MaxValue + 1];
    private readonly Dictionary<long, int> _others = [];
    private Run[] _runs = new Run[2 * Numbers];
    private int _nextNumber = 1;
    private int _count = 1;

    /// <summary>The run that is longer by a character, new where it was in no text before.</summary>
    public int Longer(int run, char character)
    {
        var number = NumberOf(character);
        ref var longer = ref number > 0
            ? ref (_runs[run].Longer ??= new int[Numbers])[number]
            : ref CollectionsMarshal.GetValueRefOrAddDefault(_others, Grams.Longer(_runs[run].Gram, character), out _);
        if (longer == 0)
        {
            longer = Add(Grams.Longer(_runs[run].Gram, character));
        }
        return longer;
    }

    /// <summary>Where a run stands.</summary>
    public ref PostingWriter Posting(int run) => ref _runs[run].Posting;

    /// <summary>All of them but the empty one, in the order of grams.</summary>
    public IEnumerable<(long Gram, PostingWriter Posting)> InOrder()
    {
        var runs = Enumerable.Range(1, _count - 1).ToArray();
        var grams = Array.ConvertAll(runs, run => _runs[run].Gram);
        Array.Sort(grams, runs);
        return grams.Zip(runs, (gram, run) => (gram, _runs[run].Posting));
    }

    private int NumberOf(char character)
    {
        if (_numbers[character] == 0 && _nextNumber < Numbers)
        {
            _numbers[character] = (byte)_nextNumber++;
        }
        return _numbers[character];
    }

    private int Add(long gram)
    {
        if (_count == _runs.Length)
        {
            Array.Resize(ref _runs, 2 * _count);
        }
        _runs[_count].Gram = gram;
        return _count++;
    }

    private struct Run
    {
        public long Gram;
        public int[]? Longer;
        public PostingWriter Posting;
    }
}
