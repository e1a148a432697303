using System.Text;

namespace Readback.Tests.Export;

/// <summary>Reads RFC 4180 to the letter and nothing else: what this takes, every spreadsheet takes.</summary>
internal static class StrictCsv
{
    private const string Formulas = "=+-@\t\r\n＝＋－＠";

    public static List<string[]> Read(byte[] file, char separator)
    {
        Assert.Equal([0xEF, 0xBB, 0xBF], file[..3]);
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file[3..]);
        var (rows, row, place) = (new List<string[]>(), new List<string>(), 0);
        while (place < text.Length)
        {
            row.Add(text[place] == '"' ? Quoted(text, ref place) : Bare(text, separator, ref place));
            if (text[place] == separator)
            {
                place++;
                continue;
            }
            Assert.Equal("\r\n", text.Substring(place, 2));
            place += 2;
            rows.Add([.. row]);
            row.Clear();
        }
        Assert.Empty(row);
        Assert.All(rows, each => Assert.Equal(rows[0].Length, each.Length));
        return rows;
    }

    public static void AssertIsNoFormula(string cell) =>
        Assert.False(cell.Length > 0 && Formulas.Contains(cell[0]), $"A spreadsheet would compute this: {cell}");

    /// <summary>The documented way back.</summary>
    public static string Undo(string cell) => cell.StartsWith('\'') ? cell[1..] : cell;

    private static string Quoted(string text, ref int place)
    {
        var cell = new StringBuilder();
        for (place++; ; place++)
        {
            if (text[place] != '"')
            {
                cell.Append(text[place]);
            }
            else if (text[++place] == '"')
            {
                cell.Append('"');
            }
            else
            {
                return cell.ToString();
            }
        }
    }

    private static string Bare(string text, char separator, ref int place)
    {
        var start = place;
        while (text[place] != separator && text[place] != '\r')
        {
            Assert.DoesNotContain(text[place], "\"\n");
            place++;
        }
        return text[start..place];
    }
}
