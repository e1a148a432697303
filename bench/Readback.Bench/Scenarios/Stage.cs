using Readback.Bench.Load;

namespace Readback.Bench.Scenarios;

/// <summary>What scenarios play on: a running server with its data, and a client.</summary>
/// <param name="Http">The client of all requests.</param>
/// <param name="Server">What the server's process uses.</param>
/// <param name="Directory">The server's data directory.</param>
/// <param name="Tokens">Access tokens of the first users, for whom nobody has to log in.</param>
/// <param name="Sends">What is sent, to be looked for afterwards.</param>
/// <param name="Effort">How long to measure.</param>
internal sealed record Stage(
    LoadClient Http, ServerUsage Server, string Directory, IReadOnlyList<string> Tokens, Sends Sends, Effort Effort);
