namespace Readback.Configuration;

/// <summary>
/// Variables of the environment that are no settings of a server: they tell the commands which talk to one
/// (<c>send</c>, <c>inbox</c>, <c>watch</c>) where it is and who they are.
/// </summary>
internal static class ClientVariables
{
    public const string Server = "READBACK_SERVER";
    public const string Space = "READBACK_SPACE";
    public const string Token = "READBACK_TOKEN";
    public const string User = "READBACK_USER";
    public const string Password = "READBACK_PASSWORD";

    public static readonly IReadOnlyList<string> All = [Server, Space, Token, User, Password];
}
