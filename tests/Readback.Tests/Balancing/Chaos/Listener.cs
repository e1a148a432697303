using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Readback.Tests.Balancing.Chaos;

/// <summary>Somebody who follows a space: each time the stream breaks it is opened again after the last id that came.</summary>
/// <param name="client">Whose stream it is.</param>
/// <param name="count">Is told how each attempt ended; 0 is a connection that broke.</param>
internal sealed class Listener(HttpClient client, Action<int> count)
{
    private readonly ConcurrentQueue<(long Id, string Name, JsonObject Data)> _events = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _last = -1;

    /// <summary>Ends when the first stream is open.</summary>
    public Task Started => _started.Task;

    /// <summary>The position from which this one saw everything.</summary>
    public long Start { get; private set; }

    public long Last => Volatile.Read(ref _last);

    /// <summary>What came and is part of the log, in the order in which it came.</summary>
    public IReadOnlyCollection<(long Id, string Name, JsonObject Data)> Events => _events;

    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Follow(stop);
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                count(0);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task Follow(CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/chat/stream");
        if (_last >= 0)
        {
            request.Headers.Add("Last-Event-ID", _last.ToString(CultureInfo.InvariantCulture));
        }
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        count((int)answer.StatusCode);
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            return;
        }
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(stop));
        var (id, name, data) = ((long?)null, "", "");
        while (await lines.ReadLineAsync(stop) is { } line)
        {
            if (line.Length == 0)
            {
                if (name.Length > 0)
                {
                    Take(id, name, data);
                }
                (id, name, data) = (null, "", "");
            }
            else if (line.Split(": ", 2) is [var field, var value])
            {
                id = field == "id" ? long.Parse(value, CultureInfo.InvariantCulture) : id;
                name = field == "event" ? value : name;
                data = field == "data" ? value : data;
            }
        }
    }

    private void Take(long? id, string name, string data)
    {
        Assert.NotEqual("reset", name);
        if (name == "hello")
        {
            if (_last < 0)
            {
                Start = id!.Value;
                Volatile.Write(ref _last, Start);
                _started.TrySetResult();
            }
            Assert.Equal(Last, id);
        }
        else if (id is { } position)
        {
            Assert.True(position > Last, $"{position} after {Last}");
            _events.Enqueue((position, name, JsonSerializer.Deserialize<JsonObject>(data)!));
            Volatile.Write(ref _last, position);
        }
    }
}
