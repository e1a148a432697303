namespace Readback.Storage;

/// <summary>
/// Carries short texts between the servers that share a database. They are hints: one may be lost, doubled or late, and
/// nothing but the moment changes. So a message broker can stand in for the database here.
/// </summary>
internal interface IHintChannel
{
    /// <summary>The longest text that is carried, in bytes of UTF-8.</summary>
    int MaxBytes { get; }

    /// <summary>Tells all servers, this one included.</summary>
    /// <exception cref="StoreUnavailableException">It could not be told.</exception>
    Task Tell(string hint);

    /// <summary>Hears what is told, until the connection is lost or the token is cancelled.</summary>
    /// <param name="listening">Called when all that is told from then on will be heard.</param>
    /// <param name="heard">Called with each text.</param>
    /// <exception cref="StoreUnavailableException">The connection was lost, or there was none to be had.</exception>
    Task Listen(Action listening, Action<string> heard, CancellationToken cancellation);
}
