using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Readback.Configuration;
using Readback.Tests.Hosting;

namespace Readback.Tests.Http;

public sealed class HttpsTests : IDisposable
{
    private const string Password = "of the file";
    private readonly TemporaryFolder _folder = new();

    public HttpsTests()
    {
        System.IO.Directory.CreateDirectory(_folder.Path);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = TestCertificate.Make(key);
        File.WriteAllText(File_("cert.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(File_("key.pem"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(File_("both.pem"), certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(File_("locked.pem"), key.ExportEncryptedPkcs8PrivateKeyPem(
            Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000)));
        File.WriteAllBytes(File_("cert.pfx"), certificate.Export(X509ContentType.Pkcs12, Password));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("cert.pem", "key.pem", null)]
    [InlineData("both.pem", null, null)]
    [InlineData("cert.pem", "locked.pem", Password)]
    [InlineData("cert.pfx", null, Password)]
    public async Task It_speaks_https_over_http_1_and_2(string certificate, string? key, string? password)
    {
        var network = Network(certificate, key, password);
        Assert.Empty(SettingsTogether.Problems(new ReadbackSettings { Urls = ["https://127.0.0.1:0"], Network = network }));
        await using var host = await SmallHost.Run(
            app => app.MapGet("/how", (HttpContext http) => $"{http.Request.Scheme} {http.Request.Protocol}"),
            settings => settings with { Urls = ["https://127.0.0.1:0"], Network = network });

        foreach (var version in (Version[])[HttpVersion.Version11, HttpVersion.Version20])
        {
            using var client = host.Client(version);
            var protocol = version.Major == 2 ? "HTTP/2" : "HTTP/1.1";
            Assert.Equal($"https {protocol}", await client.GetStringAsync("/how", TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task A_long_line_and_long_headers_are_told_so_over_http_2_as_well()
    {
        await using var host = await SmallHost.Run(
            _ => { }, settings => settings with { Urls = ["https://127.0.0.1:0"], Network = Network("both.pem", null, null) });
        using var client = host.Client(HttpVersion.Version20);

        await client.GetAsync($"/?{new string('a', 65536)}", TestContext.Current.CancellationToken).Problem(414, "URI Too Long");
        client.DefaultRequestHeaders.Add("X-Long", new string('a', 40_000));
        await client.GetAsync("/", TestContext.Current.CancellationToken).Problem(431, "Request Header Fields Too Large");
    }

    [Theory]
    [InlineData("cert.pem", null, null)]
    [InlineData("key.pem", null, null)]
    [InlineData("cert.pem", "locked.pem", "another")]
    [InlineData("cert.pfx", null, "another")]
    [InlineData("cert.pfx", null, null)]
    public void Files_that_do_not_make_a_certificate_are_refused(string certificate, string? key, string? password)
    {
        var settings = new ReadbackSettings { Urls = ["https://127.0.0.1:0"], Network = Network(certificate, key, password) };

        Assert.StartsWith("network.certificateFile: ", Assert.Single(SettingsTogether.Problems(settings)), StringComparison.Ordinal);
    }

    private NetworkSettings Network(string certificate, string? key, string? password) => new()
    {
        CertificateFile = File_(certificate), CertificateKeyFile = key is null ? null : File_(key), CertificatePassword = password,
    };

    private string File_(string name) => Path.Combine(_folder.Path, name);
}
