namespace Readback.Tests.Hosting;

/// <summary>A folder of a test's own, in memory where the system offers that, and gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const string InMemory = "/dev/shm";

    public string Path { get; } = System.IO.Path.Combine(
        System.IO.Directory.Exists(InMemory) ? InMemory : System.IO.Path.GetTempPath(), $"readback-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (System.IO.Directory.Exists(Path))
        {
            System.IO.Directory.Delete(Path, recursive: true);
        }
    }
}
