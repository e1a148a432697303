using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Readback.Export;

/// <summary>
/// A page to print and to sign: black on white, its head on the first sheet, the names of the columns on every one, no row
/// torn in two that is no long one. It holds no script, and its policy lets none in.
/// </summary>
internal sealed class HtmlForm(FormTexts texts) : IExportFormat
{
    private const string DayFormat = "yyyy-MM-dd";
    private const string TimeFormat = "HH:mm:ss";

    /// <summary>From so many letters, and from so many names, on a row may go on on the next sheet: kept whole it would leave half of one empty.</summary>
    private const int LongRowLetters = 600;
    private const int LongRowNames = 40;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private ExportZone _zone = ExportZone.Utc;
    private string _day = "";

    /// <summary>What the page may do: look as it does.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'";

    public void Begin(IBufferWriter<byte> to, ExportHead head)
    {
        _zone = head.Zone;
        Raw(to,
            $"""
            <!doctype html>
            <html lang="{texts.Language}"><head><meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="{Policy}">
            <meta name="viewport" content="width=device-width"><title>{Safe(texts.Title)}: {Safe(head.Space)}</title><style>{Style}</style></head>
            <body><h1>{Safe(texts.Title)}</h1><table class="facts">
            {Fact(texts.Space, head.Space)}
            {Fact(texts.Span, $"{Bound(head.Dates.From, texts.Beginning)} – {Bound(head.Dates.To, texts.Now)}")}
            {Fact(texts.Zone, head.Zone.Name)}
            {Fact(texts.Log, $"{head.Log} @ {head.Position}")}
            {Fact(texts.Made, $"{_zone.Iso(head.MadeAt)} {texts.By} {head.MadeBy}")}
            {Fact(texts.Messages, Text(head.Messages))}
            </table>
            <table class="log"><thead><tr><th>{Safe(texts.Number)}<th>{Safe(texts.Time)}<th>{Safe(texts.Sender)}<th>{Safe(texts.Content)}<th>{Safe(texts.Read)}</tr></thead>

            """);
    }

    public void Write(IBufferWriter<byte> to, ExportedMessage exported)
    {
        var message = exported.Message;
        var date = _zone.In(message.CreatedAt);
        if (Day(date) is var day && day != _day)
        {
            Raw(to, $"<tr class=\"day\"><th colspan=\"5\">{_day = day}</tr>\n");
        }
        var isLong = message.Content.Length >= LongRowLetters || exported.RecipientCount >= LongRowNames;
        Raw(to,
            $"""
            <tr{(isLong ? " class=\"long\"" : "")}><td class="n">{Text(message.Number)}<td class="n">{Time(date, day)}<td>{Safe(message.Sender)}<td class="say">{Safe(message.Content)}<td>
            """);
        Raw(to, $"<b>{Text(exported.ReadCount)} {Safe(texts.OutOf)} {Text(exported.RecipientCount)}</b>");
        WriteNames(to, "", exported.Recipients.Where(r => r.ReadAt is not null), day);
        WriteNames(to, texts.NotRead, exported.Recipients.Where(r => r.ReadAt is null), day);
        Raw(to, "</tr>\n");
    }

    public void End(IBufferWriter<byte> to, ExportTotals totals, string sha256) => Raw(to,
        $"""
        </table><section><h2>{Safe(texts.Totals)}</h2><table class="facts">
        {Fact(texts.Messages, Text(totals.Messages))}
        {Fact(texts.Recipients, Text(totals.Recipients))}
        {Fact(texts.Reads, Text(totals.Reads))}
        {Fact(texts.Sha256, sha256)}
        </table><h2>{Safe(texts.Checked)}</h2><table class="sign"><tr><td>{Safe(texts.Name)}<td>{Safe(texts.DateAndSignature)}</tr></table></section>
        </body></html>

        """);

    private void WriteNames(IBufferWriter<byte> to, string title, IEnumerable<ExportedRecipient> recipients, string day)
    {
        var isFirst = true;
        foreach (var (username, readAt) in recipients)
        {
            Raw(to, isFirst ? title.Length == 0 ? "<p>" : $"<p class=\"not\">{Safe(title)}: " : ", ");
            Raw(to, Safe(username));
            if (readAt is { } date)
            {
                Raw(to, $"&nbsp;{Time(_zone.In(date), day)}");
            }
            isFirst = false;
        }
        Raw(to, isFirst ? "" : "</p>");
    }

    /// <summary>The day stands above its rows; another one stands beside its time, and so does an offset that is not the first.</summary>
    private static string Time(DateTimeOffset local, string day) =>
        Day(local) == day
            ? local.ToString(TimeFormat, CultureInfo.InvariantCulture)
            : local.ToString($"{DayFormat} {TimeFormat}", CultureInfo.InvariantCulture) + local.ToString("zzz", CultureInfo.InvariantCulture);

    /// <summary>With its offset: a day on which that changes stands there twice, and no time is in doubt.</summary>
    private static string Day(DateTimeOffset local) => local.ToString($"{DayFormat} zzz", CultureInfo.InvariantCulture);

    private string Bound(DateTimeOffset? date, string open) => date is { } known ? _zone.Iso(known) : open;

    private static string Fact(string name, string value) => $"<tr><th>{Safe(name)}<td>{Safe(value)}</tr>";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Safe(string text) => Encoder.Encode(text);

    private static void Raw(IBufferWriter<byte> to, string html) => Encoding.UTF8.GetBytes(html, to);

    private const string Style =
        """
        @page{size:A4;margin:14mm 12mm 16mm;@bottom-right{content:counter(page) " / " counter(pages);font:9pt sans-serif}}
        :root{color-scheme:light}
        body{margin:1rem auto;padding:0 1rem;max-width:60rem;font:10pt/1.35 system-ui,sans-serif;color:#000;background:#fff}
        h1{font-size:16pt;margin:0 0 .5rem}h2{font-size:12pt;margin:1rem 0 .25rem}
        table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.2rem .4rem}
        .facts th{width:14rem;font-weight:600}.facts td{overflow-wrap:anywhere}
        .log{margin-top:1rem;table-layout:fixed}.log th,.log td{border:1px solid #777;overflow-wrap:anywhere}
        .log thead th{background:#eee}.log th:nth-child(1){width:3.2rem}.log th:nth-child(2){width:4.6rem}.log th:nth-child(3){width:6rem}.log th:nth-child(5){width:32%}
        .log .day th{width:auto;background:#f6f6f6;break-after:avoid}
        .n{font-variant-numeric:tabular-nums}.say{white-space:pre-wrap}p{margin:.15rem 0 0}.not{font-style:italic}
        tr,section{break-inside:avoid}.long{break-inside:auto}thead{display:table-header-group}
        .sign td{height:3.5rem;border:1px solid #777}
        @media print{body{margin:0;padding:0 1px;max-width:none;font-size:9pt}*{print-color-adjust:exact}}
        @media (max-width:40rem){body{padding:0 .25rem}.log{font-size:8pt}.log th,.log td{padding:.15rem .2rem}.log th:nth-child(1){width:2rem}.log th:nth-child(2){width:3.4rem}.log th:nth-child(3){width:3.8rem}.log th:nth-child(5){width:36%}.facts th{width:9rem}}
        """;
}
