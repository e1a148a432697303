using System.Text.Json;

namespace Readback.Bench.Reports;

/// <summary>All that a run found, as it is kept for other runs to be compared with.</summary>
/// <param name="Machine">Where.</param>
/// <param name="State">How the data was written, and what was warm.</param>
/// <param name="Rounds">How often subject and limit were measured.</param>
/// <param name="FullSize">Whether it was a run whose figures count.</param>
/// <param name="Figures">The lines of all tables.</param>
/// <param name="Promises">What was to be reached.</param>
internal sealed record Results(
    Machine Machine, IReadOnlyList<string> State, int Rounds, bool FullSize, IReadOnlyList<Figure> Figures, IReadOnlyList<Promise> Promises)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
        IgnoreReadOnlyProperties = true,
    };

    public void Save(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Json));

    public static Results Load(string path) => JsonSerializer.Deserialize<Results>(File.ReadAllText(path), Json)
        ?? throw new InvalidOperationException($"{path} holds no results.");
}
