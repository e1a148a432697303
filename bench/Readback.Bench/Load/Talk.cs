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
        return answer.Status == 503 ? true : throw new WrongAnswerException($"{answer.Status} {answer.Text}");
    }

    /// <exception cref="WrongAnswerException">It is not the answer to what was asked.</exception>
    protected abstract void Check(WireAnswer answer);
}

/// <summary>
/// The same question again and again. Its answer is compared with what was seeded, field by field; one that is the same
/// byte for byte as the last that was found right is right, too.
/// </summary>
internal sealed class Question(Ask ask) : Talk
{
    private byte[] _right = [];

    public override ReadOnlyMemory<byte> Next() => ask.Request;

    protected override void Check(WireAnswer answer)
    {
        if (!answer.Body.Span.SequenceEqual(_right))
        {
            ask.Check(answer);
            _right = answer.Body.ToArray();
        }
    }
}

/// <summary>Questions of one kind, one after the other, no two alike.</summary>
internal sealed class Questions(Func<Ask> next) : Talk
{
    private Ask? _last;

    public override ReadOnlyMemory<byte> Next()
    {
        _last = next();
        return _last.Request;
    }

    protected override void Check(WireAnswer answer) => _last!.Check(answer);
}

/// <summary>A request, and what is known of its answer.</summary>
/// <param name="Request">Its bytes.</param>
/// <param name="Check">Throws a <see cref="WrongAnswerException"/> at any other answer.</param>
internal sealed record Ask(byte[] Request, Action<WireAnswer> Check);

/// <summary>The server did not answer what was seeded, or what had been sent: no figure of this run counts.</summary>
internal sealed class WrongAnswerException(string message) : Exception(message);
