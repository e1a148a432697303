using System.Globalization;
using System.Text.Json;
using Readback.Client;
using Spectre.Console;

namespace Readback.Cli.Talking;

/// <summary>A message on one line: for people where somebody looks on, else for programs.</summary>
internal static class MessageLine
{
    public static string Date(ChatMessage message, bool isWatched) => isWatched
        ? TimeZoneInfo.ConvertTime(message.CreationDate, TimeProvider.System.LocalTimeZone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
        : message.CreationDate.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Text(string text, bool isWatched) => isWatched ? SafeText.OneLine(text) : SafeText.Field(text);

    public static string Json(ChatMessage message) => JsonSerializer.Serialize(message, TalkJson.Line.ChatMessage);

    public static string Fields(ChatMessage message) => string.Create(
        CultureInfo.InvariantCulture, $"{message.Number}\t{Date(message, false)}\t{Text(message.CreatedBy, false)}\t{Text(message.Content, false)}");

    public static string ForPeople(ChatMessage message) => string.Create(
        CultureInfo.InvariantCulture,
        $"[grey]{message.Number} {Date(message, true)}[/] [bold]{Markup.Escape(Text(message.CreatedBy, true))}[/]  {Markup.Escape(Text(message.Content, true))}");
}
