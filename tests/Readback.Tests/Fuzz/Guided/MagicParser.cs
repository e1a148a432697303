namespace Readback.Tests.Fuzz.Guided;

/// <summary>Breaks at one word in some millions, which it reads sign by sign: for the test of the test.</summary>
internal static class MagicParser
{
    public static void Read(string text)
    {
        if (text.Length > 3 && text[0] == 'R' && text[1] == 'b' && text[2] == '7' && text[3] == '!')
        {
            throw new InvalidOperationException("found");
        }
    }
}
