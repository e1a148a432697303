namespace Readback.Bench.Load;

/// <summary>What one client says, request by request, and what it makes of the answers.</summary>
internal abstract class Talk
{
    /// <summary>The next request; it lasts until the one after it.</summary>
    public abstract ReadOnlyMemory<byte> Next();

    /// <summary>Looks at the answer to the last request. A filter may be out of time; any other failure ends the run.</summary>
    public bool IsRefused(WireAnswer answer)
    {
        if (answer.Status is 200 or 204)
        {
            Check(answer);
            return false;
        }
        return answer.Status == 503 ? true : throw new InvalidOperationException($"{answer.Status} {answer.Text}");
    }

    /// <exception cref="InvalidOperationException">It is not the answer to what was asked.</exception>
    protected abstract void Check(WireAnswer answer);
}

/// <summary>The same question again and again, to which the same answer belongs, byte for byte.</summary>
/// <param name="request">The question.</param>
/// <param name="checkFirst">Looks into the first answer, where more is known of it.</param>
internal sealed class Question(ReadOnlyMemory<byte> request, Action<WireAnswer>? checkFirst = null) : Talk
{
    private byte[]? _first;

    public override ReadOnlyMemory<byte> Next() => request;

    protected override void Check(WireAnswer answer)
    {
        if (_first is null)
        {
            checkFirst?.Invoke(answer);
            _first = answer.Body.ToArray();
        }
        else if (!answer.Body.Span.SequenceEqual(_first))
        {
            throw new InvalidOperationException($"The same question got another answer: {answer.Text}");
        }
    }
}
