using System.Text;

namespace Readback.Tests.Upgrades;

/// <summary>The statements of a schema script. No script of ours has a semicolon inside anything but texts and comments.</summary>
internal static class SqlStatements
{
    public static IReadOnlyList<string> Of(string script)
    {
        var statements = new List<string>();
        var current = new StringBuilder();
        for (var i = 0; i < script.Length; i++)
        {
            if (script[i] == '-' && i + 1 < script.Length && script[i + 1] == '-')
            {
                i = Until('\n');
                current.Append('\n');
                continue;
            }
            if (script[i] == '\'')
            {
                var end = Until('\'', from: i + 1);
                current.Append(script, i, end - i + 1);
                i = end;
                continue;
            }
            current.Append(script[i]);
            if (script[i] == ';')
            {
                statements.Add(current.ToString().Trim());
                current.Clear();
            }

            int Until(char c, int? from = null) => script.IndexOf(c, from ?? i) is >= 0 and var at ? at : script.Length - 1;
        }
        Assert.Equal("", current.ToString().Trim());
        return statements;
    }
}
