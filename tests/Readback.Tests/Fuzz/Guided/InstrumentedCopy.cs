using System.Reflection;
using System.Runtime.Loader;
using Readback.Tests.Hosting;

namespace Readback.Tests.Fuzz.Guided;

/// <summary>
/// The server, the client and these tests once more in this process, changed so that they tell which way they went: what
/// runs in here is the copy, and all that is outside goes on with what was built.
/// </summary>
internal sealed class InstrumentedCopy : AssemblyLoadContext
{
    /// <summary>Of these tests only a parser that was made for the purpose tells its ways.</summary>
    private const string Instrumented = "Readback.Tests.Fuzz.Guided.MagicParser";

    private static readonly string Tests = typeof(InstrumentedCopy).Assembly.GetName().Name!;
    private static readonly string[] Whole = ["readback", "Readback.Client"];
    private static readonly Lazy<InstrumentedCopy> OfThisProcess = new(() => new InstrumentedCopy());

    private readonly Dictionary<string, byte[]> _assemblies = [];

    private InstrumentedCopy() : base("instrumented")
    {
        using var folder = new TemporaryFolder();
        System.IO.Directory.CreateDirectory(folder.Path);
        foreach (var name in (string[])[.. Whole, Tests])
        {
            var copy = Path.Combine(folder.Path, $"{name}.dll");
            File.Copy(Path.Combine(AppContext.BaseDirectory, $"{name}.dll"), copy);
            SharpFuzz.Fuzzer.Instrument(copy, type => name != Tests || type == Instrumented, SharpFuzz.Options.Value);
            _assemblies[name] = File.ReadAllBytes(copy);
        }
    }

    /// <summary>A static method of these tests as it is inside.</summary>
    public static TDelegate Inside<TDelegate>(Type type, string method) where TDelegate : Delegate =>
        OfThisProcess.Value.LoadFromAssemblyName(new AssemblyName(Tests)).GetType(type.FullName!, throwOnError: true)!
            .GetMethod(method, BindingFlags.Static | BindingFlags.Public)!.CreateDelegate<TDelegate>();

    protected override Assembly? Load(AssemblyName assemblyName) =>
        _assemblies.TryGetValue(assemblyName.Name!, out var bytes) ? LoadFromStream(new MemoryStream(bytes)) : null;
}
