using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Readback.Accounts;
using Readback.Configuration;
using Readback.Storage;
using Readback.Storage.Sqlite;

namespace Readback.Bench.Parts;

/// <summary>The check of a token that is seen for the first time; the yardstick is its signature alone.</summary>
public class TokenBenchmarks
{
    private readonly SigningKeys _keys = new();
    private readonly byte[] _signature = new byte[HMACSHA256.HashSizeInBytes];
    private AccessTokens? _tokens;
    private string _token = "";
    private byte[] _signed = [];

    [GlobalSetup]
    public async Task Prepare()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("readback-bench-").FullName;
        await using (var store = SqliteStore.Open(folder, NullLogger<SqliteStore>.Instance))
        {
            await store.Write(async db =>
            {
                await _keys.Load(db);
                return true;
            });
        }
        System.IO.Directory.Delete(folder, recursive: true);
        var now = TimeProvider.System.GetUtcNow();
        _tokens = new AccessTokens(_keys, new ReadbackSettings { Sessions = new SessionSettings { AccessTokenSeconds = 3600 } }, TimeProvider.System);
        _token = _tokens.Issue(new SessionRow("session-1", 1, "127.0.0.1", now, now.AddDays(1), null));
        _signed = Encoding.ASCII.GetBytes(_token[.._token.LastIndexOf('.')]);
    }

    [Benchmark(Baseline = true)]
    public int Signature_alone() => HMACSHA256.HashData(_keys.AccessToken, _signed, _signature);

    [Benchmark]
    public async Task<bool> Whole_check() => await _tokens!.Check(_token) is not null;
}
