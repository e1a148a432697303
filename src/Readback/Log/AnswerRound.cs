namespace Readback.Log;

/// <summary>
/// Takes its share of a batch's answers to those who wait. All of them at once would be a turn of the thread pool for each, and a
/// thread woken for each turn; a share for each processor keeps all of them busy as well.
/// </summary>
internal sealed class AnswerRound : IThreadPoolWorkItem
{
    private readonly IReadOnlyList<(LogItem Item, LogAnswer Answer)> _answers;
    private readonly int _first;
    private readonly int _step;

    private AnswerRound(IReadOnlyList<(LogItem, LogAnswer)> answers, int first, int step) =>
        (_answers, _first, _step) = (answers, first, step);

    /// <summary>Sends all answers on their way; nobody who waits goes on on the caller's thread.</summary>
    public static void Begin(IReadOnlyList<(LogItem Item, LogAnswer Answer)> answers)
    {
        var shares = Math.Min(Environment.ProcessorCount, answers.Count);
        for (var share = 0; share < shares; share++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(new AnswerRound(answers, share, shares), preferLocal: false);
        }
    }

    public void Execute()
    {
        for (var i = _first; i < _answers.Count; i += _step)
        {
            _answers[i].Item.Complete(_answers[i].Answer);
        }
    }
}
