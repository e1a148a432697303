using System.Buffers.Text;
using System.Security.Cryptography;

namespace Readback.Nodes;

/// <summary>What this server is called among those that share its database: made up anew at each start.</summary>
internal sealed class NodeId
{
    private const int Bytes = 9;

    public string Text { get; } = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
}
