using Readback.Client;

/// <summary>Where the server is and who we are, out of the environment, where the commands of Readback look too.</summary>
internal static class Connection
{
    public static ReadbackClient Open(ReadbackClientOptions? options = null) => new(
        new Uri(Variable("READBACK_SERVER") ?? "http://127.0.0.1:8081"),
        Variable("READBACK_TOKEN") is { } token
            ? ReadbackCredential.Token(token)
            : ReadbackCredential.Password(
                Variable("READBACK_USER") ?? throw new InvalidOperationException("READBACK_TOKEN or READBACK_USER must be set."),
                Variable("READBACK_PASSWORD") ?? throw new InvalidOperationException("READBACK_PASSWORD must be set.")),
        options);

    /// <summary>Without a name: the space that the token names, or the user's first.</summary>
    public static ReadbackSpace Space(this ReadbackClient client, string[] arguments) =>
        client.Space(arguments.Length > 0 ? arguments[0] : Variable("READBACK_SPACE"));

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
