using System.Security.Cryptography;

namespace Readback.Configuration;

/// <summary>Rules on several settings at once.</summary>
internal static class SettingsTogether
{
    public static IEnumerable<string> Problems(ReadbackSettings settings)
    {
        var (sessions, network) = (settings.Sessions, settings.Network);
        if (settings.Urls.Count == 0)
        {
            yield return "urls: must name at least one address.";
        }
        if (sessions.AccessCookieName == sessions.RefreshCookieName)
        {
            yield return "sessions.refreshCookieName: must differ from sessions.accessCookieName.";
        }
        if (sessions.RefreshTokenSeconds < sessions.AccessTokenSeconds)
        {
            yield return "sessions.refreshTokenSeconds: must not be less than sessions.accessTokenSeconds.";
        }
        if (network.CertificateFile is not null)
        {
            if (CertificateProblem(network) is { } problem)
            {
                yield return problem;
            }
        }
        else if (settings.Urls.Any(SettingRules.IsHttps))
        {
            yield return "network.certificateFile: must be given, since urls holds an https address.";
        }
    }

    private static string? CertificateProblem(NetworkSettings network)
    {
        try
        {
            using var certificate = ServerCertificate.Load(network);
            return certificate.Leaf.HasPrivateKey ? null : "network.certificateFile: must come with its private key (network.certificateKeyFile).";
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return $"network.certificateFile: {network.CertificateFile} can't be used: {e.Message}";
        }
    }
}
