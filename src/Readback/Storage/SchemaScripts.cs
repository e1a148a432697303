namespace Readback.Storage;

/// <summary>The numbered schema scripts that stand in <c>Storage/Schema/{engine}</c> and travel inside the assembly.</summary>
internal static class SchemaScripts
{
    /// <summary>An engine's scripts in the order in which they run.</summary>
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
                    return new SchemaScript(name[prefix.Length..], reader.ReadToEnd());
                }),
        ];
    }
}

/// <summary>One step of the schema. Scripts are never changed once released: a change is a new one.</summary>
/// <param name="Name"><c>0001-initial.sql</c>; the database keeps it once the script has run.</param>
internal sealed record SchemaScript(string Name, string Sql);
