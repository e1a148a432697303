namespace Readback.Directory;

/// <summary>Who changes the directory, as the record keeps it.</summary>
/// <param name="Username">The name on record.</param>
/// <param name="Address">Where the call came from.</param>
/// <param name="Session">
/// The session that is asked again inside the transaction; <c>null</c> for whoever holds the data directory itself.
/// </param>
internal sealed record Actor(string Username, string Address, string? Session)
{
    /// <summary>The server itself at its first start, and the commands that work on the data directory.</summary>
    public static readonly Actor System = new("system", "local", null);

    public static Actor Of(Caller caller) => new(caller.User.Username, caller.Address, caller.Session.Id);
}
