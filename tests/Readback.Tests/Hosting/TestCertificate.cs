using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Readback.Tests.Hosting;

/// <summary>A certificate for this host that nobody vouches for.</summary>
internal static class TestCertificate
{
    /// <summary>Writes the certificate and its key to one file, and returns where that is.</summary>
    public static string WriteTo(TemporaryFolder folder)
    {
        System.IO.Directory.CreateDirectory(folder.Path);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Make(key);
        var path = Path.Combine(folder.Path, "both.pem");
        File.WriteAllText(path, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        return path;
    }

    public static X509Certificate2 Make(ECDsa key) => new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
        .CreateSelfSigned(DateTimeOffset.UnixEpoch, ReadbackServer.Start.AddYears(50));
}
