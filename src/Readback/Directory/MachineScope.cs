namespace Readback.Directory;

/// <summary>What a machine's token may be for.</summary>
internal enum MachineScope
{
    /// <summary>Sending messages.</summary>
    Send,

    /// <summary>Reading what was sent, who has read it, and the live feed; never marking anything as read.</summary>
    Read,
}
