using System.Reflection;
using Readback.Configuration;

namespace Readback.Tests.Configuration;

/// <summary>The table and the model are one: nothing can be set that is not listed, and all that is listed can be set.</summary>
public sealed class SettingsTableTests
{
    public static TheoryData<string> Names => [.. SettingsTable.All.Select(setting => setting.Name)];

    [Fact]
    public void Every_member_of_the_model_is_in_the_table() =>
        // What is known of the settings beside them is none.
        Assert.Equal(Members(typeof(ReadbackSettings), "").Except(["secretFiles"]).Order(), SettingsTable.All.Select(setting => setting.Name).Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_default_keeps_its_own_rule(string name)
    {
        var setting = SettingsTable.Find(name)!;
        var defaults = new ReadbackSettings();
        var values = setting.Read(defaults);

        Assert.True(values.Count == 0 || setting.Change(defaults, values) is not null);
    }

    [Theory]
    [InlineData("urls", "READBACK_URLS")]
    [InlineData("adminPassword", "READBACK_ADMIN_PASSWORD")]
    [InlineData("sessions.accessTokenSeconds", "READBACK_SESSIONS_ACCESS_TOKEN_SECONDS")]
    public void A_variable_is_named_after_its_setting(string name, string variable) =>
        Assert.Equal(variable, SettingsTable.Find(name)!.EnvironmentName);

    [Fact]
    public void No_two_settings_share_a_variable() =>
        Assert.Equal(SettingsTable.All.Count, SettingsTable.All.Select(setting => setting.EnvironmentName).Distinct().Count());

    private static IEnumerable<string> Members(Type type, string prefix) =>
        from member in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        let name = $"{prefix}{char.ToLowerInvariant(member.Name[0])}{member.Name[1..]}"
        from found in IsSection(member.PropertyType) ? Members(member.PropertyType, $"{name}.") : [name]
        select found;

    private static bool IsSection(Type type) => type.Name.EndsWith("Settings", StringComparison.Ordinal);
}
