namespace Readback.Tests.Balancing;

/// <summary>Servers of the system, which stand where not every user's path leads.</summary>
internal static class Programs
{
    public static string Find(string name) =>
        Path.Combine("/usr/sbin", name) is var path && File.Exists(path) ? path : name;
}
