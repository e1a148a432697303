using System.Text.Json;

namespace Readback.Configuration;

/// <summary>The settings file: a JSON object in which sections are objects. Comments and trailing commas are fine.</summary>
internal static class SettingsFile
{
    public const string DefaultName = "readback.json";

    private static readonly JsonDocumentOptions Lenient =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static IEnumerable<GivenValue> Read(string path, List<string> problems)
    {
        try
        {
            using var file = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
            return [.. Section(file.RootElement, "", path, problems)];
        }
        // The second is what a name or text that is no Unicode comes out as.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            problems.Add($"{path} is no JSON: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add($"The settings file {path} can't be read: {e.Message}");
        }
        return [];
    }

    private static IEnumerable<GivenValue> Section(JsonElement section, string prefix, string path, List<string> problems)
    {
        if (section.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"{path}: {(prefix.Length == 0 ? "the file" : prefix.TrimEnd('.'))} must be a JSON object.");
            yield break;
        }
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in section.EnumerateObject())
        {
            var name = prefix + member.Name;
            if (!seen.Add(member.Name))
            {
                problems.Add($"{path}: {name} stands there twice.");
            }
            else if (SettingsTable.Find(name) is { } setting)
            {
                yield return Value(setting, member.Value, path);
            }
            else if (IsSection(name))
            {
                foreach (var value in Section(member.Value, $"{name}.", path, problems))
                {
                    yield return value;
                }
            }
            else
            {
                problems.Add($"{path}: there is no setting {name}.");
            }
        }
    }

    private static bool IsSection(string name) =>
        SettingsTable.All.Any(setting => setting.Name.StartsWith($"{name}.", StringComparison.OrdinalIgnoreCase));

    /// <summary>What is neither text nor number becomes no value at all, which no rule lets pass.</summary>
    private static GivenValue Value(Setting setting, JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.String => GivenValue.OfText(setting, value.GetString()!, path),
        JsonValueKind.Array when setting.IsList => new GivenValue(setting, [.. value.EnumerateArray().Select(Text)], path),
        JsonValueKind.Number => new GivenValue(setting, [Text(value)], path),
        _ => new GivenValue(setting, setting.IsList ? [Text(value)] : [], path),
    };

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
