using System.Globalization;

namespace Readback.Storage;

/// <summary>The numbered schema scripts that stand in <c>Storage/Schema/{engine}</c> and travel inside the assembly.</summary>
internal static class SchemaScripts
{
    public static IReadOnlyList<SchemaScript> For(string engine)
    {
        var prefix = $"Schema/{engine}/";
        var assembly = typeof(SchemaScripts).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                    var number = long.Parse(name.AsSpan(prefix.Length, 4), CultureInfo.InvariantCulture);
                    return new SchemaScript(number, reader.ReadToEnd());
                }),
        ];
    }
}

/// <summary>One step of the schema. Scripts are never changed once released: a change is a new one.</summary>
internal sealed record SchemaScript(long Number, string Sql);
