namespace Readback.Storage.Search;

/// <summary>
/// What filters found lately, kept in memory. Messages never change, so an answer for the numbers up to one stays right for
/// ever; the next filter asks only about the numbers after it. A node may forget any of it at any time.
/// </summary>
internal sealed class KeptAnswers(long maxBytes = KeptAnswers.MaxBytes)
{
    /// <summary>What all that is kept may take of the memory; what was used longest ago goes first.</summary>
    public const long MaxBytes = 32 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<AnswerKey, LinkedListNode<(AnswerKey Key, KeptAnswer Answer)>> _answers = [];
    private readonly LinkedList<(AnswerKey Key, KeptAnswer Answer)> _lastUsedFirst = [];

    /// <summary>What is kept takes so much of the memory.</summary>
    public long Bytes { get; private set; }

    /// <summary>What was found, for the numbers up to its own <see cref="KeptAnswer.To"/>; nothing where nothing is kept.</summary>
    public T? Find<T>(AnswerKey key)
        where T : KeptAnswer
    {
        lock (_lock)
        {
            if (!_answers.TryGetValue(key, out var kept))
            {
                return null;
            }
            _lastUsedFirst.Remove(kept);
            _lastUsedFirst.AddFirst(kept);
            return (T)kept.Value.Answer;
        }
    }

    /// <summary>Keeps a finished answer, unless one that reaches as far is kept already: others ask at the same time.</summary>
    public void Keep(AnswerKey key, KeptAnswer answer)
    {
        lock (_lock)
        {
            if (_answers.TryGetValue(key, out var before))
            {
                if (before.Value.Answer.To >= answer.To)
                {
                    return;
                }
                Forget(before);
            }
            _answers.Add(key, _lastUsedFirst.AddFirst((key, answer)));
            Bytes += key.Bytes + answer.Bytes;
            while (Bytes > maxBytes)
            {
                Forget(_lastUsedFirst.Last!);
            }
        }
    }

    private void Forget(LinkedListNode<(AnswerKey Key, KeptAnswer Answer)> node)
    {
        _lastUsedFirst.Remove(node);
        _answers.Remove(node.Value.Key);
        Bytes -= node.Value.Key.Bytes + node.Value.Answer.Bytes;
    }
}

/// <summary>What was asked of a space. The space is a part of it: no answer ever serves another one.</summary>
internal readonly record struct AnswerKey(long Space, AnswerKind Kind, string Value)
{
    /// <summary>What stands around an answer, about.</summary>
    private const int OverheadBytes = 256;

    public long Bytes => OverheadBytes + sizeof(char) * (long)Value.Length;
}

internal enum AnswerKind
{
    Text,
    Sender,
    AllSenders,
}

/// <summary>Something that holds for all numbers from 1 to <paramref name="to"/>. Never changed once it is kept.</summary>
internal abstract class KeptAnswer(long to)
{
    public long To => to;

    public abstract long Bytes { get; }
}

/// <summary>The numbers of the messages that meet one criterion.</summary>
internal sealed class FoundNumbers(NumberSet numbers, long to) : KeptAnswer(to)
{
    private readonly long _bytes = numbers.Bytes;

    public static FoundNumbers None { get; } = new(new NumberSet(), 0);

    public NumberSet Numbers => numbers;

    public override long Bytes => _bytes;
}
