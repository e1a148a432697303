namespace Readback.Tests.Hosting;

/// <summary>Files of the repository that are made from the code. <c>bin/steps/snapshots</c> writes them anew.</summary>
internal static class Snapshot
{
    private const string Update = "UPDATE_SNAPSHOTS";

    /// <summary>Fails, with the first line that differs, where the file is not what the code makes.</summary>
    public static void Matches(string path, string made)
    {
        var file = Path.Combine(Repository.Root, path);
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, made);
        }
        var kept = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (kept != made)
        {
            Assert.Fail($"{path} is not what the code makes; bin/steps/snapshots writes it anew.\n{FirstDifference(kept, made)}");
        }
    }

    private static string FirstDifference(string kept, string made)
    {
        var (old, @new) = (kept.Split('\n'), made.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(old.Length, @new.Length))
            .First(i => old.ElementAtOrDefault(i) != @new.ElementAtOrDefault(i));
        return $"line {line + 1}\n- {old.ElementAtOrDefault(line)}\n+ {@new.ElementAtOrDefault(line)}";
    }
}
