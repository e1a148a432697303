using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Readback.Client;

namespace Readback.Cli.Talking;

/// <summary><c>readback send</c>: one message to everybody in a space.</summary>
internal static class SendCommand
{
    /// <summary>What is read of standard input: more than any message may hold, so that the server says what is wrong.</summary>
    private const int MaxInputBytes = 48 * 1024;

    public static Command Create()
    {
        var text = new Argument<string?>("text")
        {
            Description = "The message; without it, what comes in on standard input, less a line break at its end.", Arity = ArgumentArity.ZeroOrOne,
        };
        var key = new Option<string?>("--key")
        {
            Description = "Names this message for 24 hours: a command that is run again with the same key and text sends nothing more.",
            HelpName = "key",
        };
        var json = new Option<bool>("--json") { Description = "Print id, number and key as one line of JSON." };
        return new Command("send", "Send a message. It is on the server's disk, once, when this ends with 0.") { text, key, json }
            .Talking(async (parsed, space, terminal, cancellation) =>
            {
                var sent = await Send(
                    space, parsed.GetValue(text) ?? await Input(cancellation), parsed.GetValue(key), cancellation);
                var number = await Number(space, sent.Id, cancellation);
                terminal.Out.WriteLine(Line(sent, number, parsed.GetValue(json), terminal.IsWatched));
                return ExitCodes.Good;
            });
    }

    private static async Task<SentMessage> Send(ReadbackSpace space, string content, string? key, CancellationToken cancellation)
    {
        try
        {
            return await space.SendAsync(content, key, cancellation);
        }
        catch (ArgumentException e)
        {
            throw new MisuseException(e.Message);
        }
    }

    private static async Task<string> Input(CancellationToken cancellation)
    {
        await using var input = System.Console.OpenStandardInput();
        var bytes = new byte[MaxInputBytes + 1];
        var length = await input.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        if (length > MaxInputBytes)
        {
            throw new MisuseException($"Standard input: no message is longer than {MaxInputBytes} bytes.");
        }
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 0, length);
            return text.EndsWith('\n') ? text[..^(text.EndsWith("\r\n", StringComparison.Ordinal) ? 2 : 1)] : text;
        }
        catch (DecoderFallbackException)
        {
            throw new MisuseException("Standard input: must be UTF-8.");
        }
    }

    /// <summary>The message is stored, whether one may read its number or not.</summary>
    private static async Task<long?> Number(ReadbackSpace space, string id, CancellationToken cancellation)
    {
        try
        {
            return (await space.MessageAsync(id, cancellation))?.Number;
        }
        catch (ReadbackException)
        {
            return null;
        }
    }

    private static string Line(SentMessage sent, long? number, bool isJson, bool isWatched) => (isJson, isWatched, number) switch
    {
        (true, _, _) => JsonSerializer.Serialize(new SentLine(sent.Id, number, sent.Key), TalkJson.Line.SentLine),
        (_, true, { } known) => string.Create(CultureInfo.InvariantCulture, $"Sent as {known}."),
        (_, true, null) => "Sent.",
        _ => string.Create(CultureInfo.InvariantCulture, $"{sent.Id}\t{number}"),
    };
}
