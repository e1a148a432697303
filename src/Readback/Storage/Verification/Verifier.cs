using System.Data.Common;

namespace Readback.Storage.Verification;

/// <summary>What a check found: how much in all, and the first few of it.</summary>
internal sealed record CheckResult(string Name, long Count, IReadOnlyList<string> Examples);

/// <summary>Runs checks one after another on one snapshot. Nothing is held but the first findings of each.</summary>
internal static class Verifier
{
    /// <summary>How many findings of one check are told in full; the rest is counted.</summary>
    public const int MaxExamples = 20;

    /// <summary>What holds of sound data, whichever engine has it.</summary>
    public static IReadOnlyList<Check> Checks { get; } =
    [
        .. HeadChecks.All, .. LogChecks.All, .. MembershipChecks.All, .. ReadChecks.All, .. ReceiptChecks.All,
        .. NameChecks.All, .. SearchChecks.All, .. DirectoryChecks.All,
    ];

    /// <summary>The checks that found something.</summary>
    /// <param name="starting">Is told each check before it runs.</param>
    public static async ValueTask<List<CheckResult>> Run(
        Db db, IEnumerable<Check> checks, Action<Check> starting, CancellationToken cancellation = default)
    {
        var names = await LoadNames(db, cancellation);
        var results = new List<CheckResult>();
        foreach (var check in checks)
        {
            starting(check);
            var result = await Run(db, names, check, cancellation);
            if (result.Count > 0)
            {
                results.Add(result);
            }
        }
        return results;
    }

    private static async ValueTask<CheckResult> Run(Db db, Names names, Check check, CancellationToken cancellation)
    {
        var count = 0L;
        var examples = new List<string>();
        try
        {
            await foreach (var finding in check.Find(db, names).WithCancellation(cancellation))
            {
                if (++count <= MaxExamples)
                {
                    examples.Add(finding);
                }
            }
        }
        catch (DbException e) when (!cancellation.IsCancellationRequested)
        {
            // A page that can't be read must not hide what the other checks find.
            count++;
            examples.Add($"The check could not be brought to its end: {e.Message}");
        }
        return new CheckResult(check.Name, count, examples);
    }

    private static async ValueTask<Names> LoadNames(Db db, CancellationToken cancellation)
    {
        try
        {
            return await Names.Load(db);
        }
        catch (DbException) when (!cancellation.IsCancellationRequested)
        {
            return new Names();
        }
    }
}
