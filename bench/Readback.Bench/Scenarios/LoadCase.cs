using Readback.Bench.Load;

namespace Readback.Bench.Scenarios;

/// <summary>Requests of one kind, to be measured beside others.</summary>
/// <param name="Name">What is asked.</param>
/// <param name="Size">Members of the space, or messages in its history.</param>
/// <param name="Talk">What a client, who is given by its index, says.</param>
internal sealed record LoadCase(string Name, int Size, Func<int, Talk> Talk);
