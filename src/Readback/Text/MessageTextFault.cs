namespace Readback.Text;

/// <summary>The rule that a message's content breaks.</summary>
internal enum MessageTextFault
{
    None,
    Empty,
    Blank,
    TooLong,
    Nul,
    LoneSurrogate,
}
