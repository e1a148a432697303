using System.Reflection;
using System.Runtime.InteropServices;

namespace Readback.Tests.Fuzz.Guided;

/// <summary>
/// Which ways through the instrumented assemblies were taken, and roughly how often: the map of american fuzzy lop, which
/// SharpFuzz's instrumentation writes. There is one in a process, and one input at a time.
/// </summary>
/// <remarks>An assembly that names the type of which these fields are is taken for one that is instrumented already.</remarks>
internal static unsafe class CoverageMap
{
    private const int Bytes = 1 << 16;

    private static readonly Type Trace = Assembly.Load("SharpFuzz.Common").GetType("SharpFuzz.Common.Trace", throwOnError: true)!;
    private static readonly FieldInfo Map = Trace.GetField("SharedMem")!;
    private static readonly FieldInfo LastPlace = Trace.GetField("PrevLocation")!;
    private static readonly byte* Now = (byte*)NativeMemory.AllocZeroed(Bytes);

    /// <summary>What is new of any input: bits of <see cref="Bucket"/> that none before it had.</summary>
    private static readonly byte[] Seen = new byte[Bytes];

    /// <summary>To be called before any instrumented code runs, which writes there without asking.</summary>
    public static void Begin()
    {
        Map.SetValue(null, Pointer.Box(Now, typeof(byte*)));
        Array.Clear(Seen);
    }

    public static int Edges => Seen.Count(seen => seen != 0);

    /// <summary>Forgets what ran since the last input.</summary>
    public static void Clear()
    {
        NativeMemory.Clear(Now, Bytes);
        LastPlace.SetValue(null, 0);
    }

    /// <summary>Whether what ran since then went a way that none had gone, or one much more often.</summary>
    public static bool IsNew()
    {
        var isNew = false;
        var words = new ReadOnlySpan<ulong>(Now, Bytes / sizeof(ulong));
        for (var word = words.IndexOfAnyExcept(0UL); word >= 0; word = Next(words, word))
        {
            for (var at = word * sizeof(ulong); at < (word + 1) * sizeof(ulong); at++)
            {
                var bucket = Bucket(Now[at]);
                isNew |= (bucket & ~Seen[at]) != 0;
                Seen[at] |= bucket;
            }
        }
        return isNew;
    }

    /// <summary>What tells the way that was gone from any other.</summary>
    public static int Way()
    {
        var way = new HashCode();
        var words = new ReadOnlySpan<ulong>(Now, Bytes / sizeof(ulong));
        for (var word = words.IndexOfAnyExcept(0UL); word >= 0; word = Next(words, word))
        {
            for (var at = word * sizeof(ulong); at < (word + 1) * sizeof(ulong); at++)
            {
                way.Add((at, Bucket(Now[at])));
            }
        }
        return way.ToHashCode();
    }

    private static int Next(ReadOnlySpan<ulong> words, int word)
    {
        var further = words[(word + 1)..].IndexOfAnyExcept(0UL);
        return further < 0 ? -1 : word + 1 + further;
    }

    /// <summary>A loop that ran a hundred times and one that ran a hundred and one times are the same way.</summary>
    private static byte Bucket(byte times) => times switch
    {
        0 => 0, 1 => 1, 2 => 2, 3 => 4, < 8 => 8, < 16 => 16, < 32 => 32, < 128 => 64, _ => 128,
    };
}
