using System.Diagnostics.CodeAnalysis;

namespace Readback.Http;

/// <summary>What was asked for, or the problem that stood in the way.</summary>
internal readonly struct Answer<T>
{
    private readonly T? _value;
    private readonly ProblemResult? _problem;

    private Answer(T? value, ProblemResult? problem) => (_value, _problem) = (value, problem);

    /// <summary>True with a value, false with a problem.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out ProblemResult? problem)
    {
        (value, problem) = (_value, _problem);
        return problem is null;
    }

    public static implicit operator Answer<T>(T value) => new(value, null);

    public static implicit operator Answer<T>(ProblemResult problem) => new(default, problem);
}
