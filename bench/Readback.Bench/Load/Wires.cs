namespace Readback.Bench.Load;

/// <summary>Connections to one server, kept open.</summary>
internal sealed class Wires : IDisposable
{
    private readonly List<Wire> _wires = [];

    public static async Task<Wires> Connect(Uri server, int count)
    {
        var wires = new Wires();
        while (wires._wires.Count < count)
        {
            wires._wires.Add(await Wire.Connect(server));
        }
        return wires;
    }

    public IReadOnlyList<Wire> First(int count) => _wires[..count];

    public Wire this[int index] => _wires[index];

    public void Dispose() => _wires.ForEach(wire => wire.Dispose());
}
