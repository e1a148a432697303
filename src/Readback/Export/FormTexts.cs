namespace Readback.Export;

/// <summary>The words on the printed form.</summary>
internal sealed record FormTexts(
    string Language, string Title, string Space, string Span, string Beginning, string Now, string Zone, string Log, string Made, string By,
    string Messages, string Number, string Time, string Sender, string Content, string Read, string OutOf, string NotRead, string Totals,
    string Recipients, string Reads, string Sha256, string Checked, string Name, string DateAndSignature)
{
    public const string Default = "en";

    private static readonly IReadOnlyList<FormTexts> All =
    [
        new(Default, "Record of messages", "Space", "Span", "the beginning", "this position", "Time zone", "Log and position", "Made", "by",
            "Messages", "No.", "Time", "From", "Message", "Read", "of", "Not read", "Totals",
            "Recipients, senders counted", "Read by, senders counted", "SHA-256 of all before this table", "Checked",
            "Name", "Date and signature"),
        new("tr", "Mesaj kaydı", "Alan", "Dönem", "başlangıç", "bu konum", "Saat dilimi", "Günlük ve konum", "Oluşturma", "oluşturan:",
            "Mesajlar", "No.", "Zaman", "Gönderen", "Mesaj", "Okuyan", "/", "Okumayan", "Toplamlar",
            "Alıcılar (gönderenler dahil)", "Okuyanlar (gönderenler dahil)", "Bu tablodan öncekilerin SHA-256 özeti", "Kontrol eden",
            "Ad", "Tarih ve imza"),
        new("de", "Nachrichtenprotokoll", "Raum", "Zeitraum", "Anfang", "diese Position", "Zeitzone", "Protokoll und Position", "Erstellt", "von",
            "Nachrichten", "Nr.", "Zeit", "Von", "Nachricht", "Gelesen", "von", "Nicht gelesen", "Summen",
            "Empfänger, Absender mitgezählt", "Gelesen von, Absender mitgezählt", "SHA-256 über alles vor dieser Tabelle", "Geprüft",
            "Name", "Datum und Unterschrift"),
    ];

    public static IReadOnlyList<string> Languages { get; } = [.. All.Select(texts => texts.Language)];

    public static FormTexts Of(string language) => All.Single(texts => texts.Language == language);
}
