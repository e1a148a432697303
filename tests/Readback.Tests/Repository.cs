namespace Readback.Tests;

internal static class Repository
{
    /// <summary>The folder that holds the solution, found upward from the test's own assembly.</summary>
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new InvalidOperationException("No Readback.slnx above the tests: are they run outside the repository?"),
        _ when File.Exists(Path.Combine(folder.FullName, "Readback.slnx")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
