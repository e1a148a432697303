using CsCheck;

namespace Readback.Tests.Model;

/// <summary>One thing that happens in a random history. What the numbers mean depends on the state it meets.</summary>
internal sealed record Step(StepKind Kind, int Person, string Text, IReadOnlyList<int> Picks, int Milliseconds)
{
    /// <summary>Letters and signs with which a search goes wrong when it is done wrong.</summary>
    private static readonly string[] Letters =
        ["i", "I", "ı", "İ", "a", "A", "ş", "Ş", "ß", "ẞ", "ſ", "s", "K", "k", "K", "Σ", "σ", "ς", "%", "_", "\"", "'", "*", " ", "\n",
         "e", "\u0301", "é", "😀", "𐐀", "𐐨", "\u200b", "\uffff", "א", "-"];

    /// <summary>An hour and ten days, back and forth.</summary>
    private static readonly int[] Jumps = [-3_600_000, 3_600_000, -864_000_000, 864_000_000];

    public static readonly Gen<string> AnyText = Gen.Int[0, Letters.Length - 1].Array[1, 8].Select(picks => string.Concat(picks.Select(pick => Letters[pick])));

    public static readonly Gen<Step> Any = Gen.Select(
        Gen.Frequency(
            (8, Gen.Const(StepKind.Send)), (6, Gen.Const(StepKind.SetRead)), (2, Gen.Const(StepKind.Join)),
            (2, Gen.Const(StepKind.Leave)), (1, Gen.Const(StepKind.SetReadOfForeign)), (1, Gen.Const(StepKind.RepeatWithKey)),
            (1, Gen.Const(StepKind.Filter)),
            (1, Gen.Const(StepKind.Delete))),
        Gen.Int[0, 3],
        AnyText,
        Gen.Int[0, 1000].Array[1, 12],
        Gen.Frequency((6, Gen.Int[0, 4000]), (1, Gen.Int[-1999, -1]), (1, Gen.Int[-9000, -2001]), (1, Gen.Int[0, 3].Select(i => Jumps[i]))),
        (kind, person, text, picks, milliseconds) => new Step(kind, person, text, picks, milliseconds));
}

internal enum StepKind
{
    Send,
    RepeatWithKey,
    SetRead,
    SetReadOfForeign,
    Join,
    Leave,
    Filter,
    Delete,
}
