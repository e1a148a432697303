using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Readback.Configuration;

/// <summary>The certificate that https addresses show, and those that lead from it to a root.</summary>
internal sealed class ServerCertificate(X509Certificate2 leaf, X509Certificate2Collection chain) : IDisposable
{
    public X509Certificate2 Leaf => leaf;

    public X509Certificate2Collection Chain => chain;

    /// <exception cref="CryptographicException">The files hold no certificate with its key, or the password is wrong.</exception>
    public static ServerCertificate Load(NetworkSettings network)
    {
        var path = network.CertificateFile!;
        return X509Certificate2.GetCertContentType(path) == X509ContentType.Pkcs12 ? FromPkcs12(path, network) : FromPem(path, network);
    }

    public void Dispose()
    {
        leaf.Dispose();
        foreach (var certificate in chain)
        {
            certificate.Dispose();
        }
    }

    private static ServerCertificate FromPkcs12(string path, NetworkSettings network)
    {
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(path, network.CertificatePassword);
        var leaf = all.FirstOrDefault(certificate => certificate.HasPrivateKey) ?? throw new CryptographicException("it holds no private key.");
        all.Remove(leaf);
        return new ServerCertificate(leaf, all);
    }

    private static ServerCertificate FromPem(string path, NetworkSettings network)
    {
        var leaf = network is { CertificatePassword: { } password, CertificateKeyFile: { } encrypted }
            ? X509Certificate2.CreateFromEncryptedPemFile(path, password, encrypted)
            : X509Certificate2.CreateFromPemFile(path, network.CertificateKeyFile);
        if (OperatingSystem.IsWindows())
        {
            // Windows' TLS takes no key that lives in memory alone.
            leaf = X509CertificateLoader.LoadPkcs12(leaf.Export(X509ContentType.Pkcs12), null);
        }
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(path);
        chain.RemoveAt(0);
        return new ServerCertificate(leaf, chain);
    }
}
