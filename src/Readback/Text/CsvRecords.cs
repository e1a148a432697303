using System.Text;

namespace Readback.Text;

/// <summary>A row of a table, and in which line of the file it begins.</summary>
internal sealed record CsvRecord(int Line, IReadOnlyList<string> Cells);

/// <summary>
/// Reads tables as RFC 4180 has them and as spreadsheets write them: cells divided by commas, semicolons or tabs, whichever
/// comes first; ends of lines of any kind; empty lines left out.
/// </summary>
internal static class CsvRecords
{
    private const string Separators = ",;\t";

    /// <summary>The rows; what is not well formed is told with its line, and left out.</summary>
    public static List<CsvRecord> Read(string text, Action<int, string> fault)
    {
        var separator = Separators.Contains(FirstOf(text)) ? FirstOf(text) : ',';
        var (records, place, line) = (new List<CsvRecord>(), 0, 1);
        while (place < text.Length)
        {
            var start = line;
            var cells = Record(text, separator, ref place, ref line, message => fault(start, message));
            if (cells is not ([] or [""]))
            {
                records.Add(new CsvRecord(start, cells));
            }
        }
        return records;
    }

    private static char FirstOf(string text) => text.FirstOrDefault(letter => Separators.Contains(letter) || letter is '\r' or '\n');

    private static List<string> Record(string text, char separator, ref int place, ref int line, Action<string> fault)
    {
        var cells = new List<string>();
        while (true)
        {
            cells.Add(place < text.Length && text[place] == '"'
                ? Quoted(text, separator, ref place, ref line, fault)
                : Bare(text, separator, ref place, fault));
            if (place >= text.Length)
            {
                return cells;
            }
            if (text[place++] == separator)
            {
                continue;
            }
            // The end of a line: a return, a feed, or both.
            if (text[place - 1] == '\r' && place < text.Length && text[place] == '\n')
            {
                place++;
            }
            line++;
            return cells;
        }
    }

    private static string Quoted(string text, char separator, ref int place, ref int line, Action<string> fault)
    {
        var cell = new StringBuilder();
        for (place++; place < text.Length; place++)
        {
            if (text[place] == '"' && (++place >= text.Length || text[place] != '"'))
            {
                if (place < text.Length && text[place] != separator && text[place] is not ('\r' or '\n'))
                {
                    fault("something stands behind the closing quotation mark of a cell.");
                    Bare(text, separator, ref place, _ => { });
                }
                return cell.ToString();
            }
            line += text[place] == '\n' ? 1 : 0;
            cell.Append(text[place]);
        }
        fault("a quotation mark is opened and never closed.");
        return cell.ToString();
    }

    private static string Bare(string text, char separator, ref int place, Action<string> fault)
    {
        var start = place;
        while (place < text.Length && text[place] != separator && text[place] is not ('\r' or '\n'))
        {
            place++;
        }
        var cell = text[start..place];
        if (cell.Contains('"', StringComparison.Ordinal))
        {
            fault("a quotation mark stands in a cell that has none around it.");
        }
        return cell;
    }
}
