using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Readback.Tests.Hosting;

namespace Readback.Tests.Operating;

/// <summary>
/// What one server's measures say just now. (What is served at <c>/metrics</c> mixes the servers of one process, of which
/// there is one but in tests.)
/// </summary>
internal static class Gauges
{
    public static Dictionary<string, long> Read(ReadbackServer server, string name)
    {
        var scope = server.Services.GetRequiredService<IMeterFactory>();
        var read = new Dictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == name && ReferenceEquals(instrument.Meter.Scope, scope))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => read[tags.Length == 0 ? "" : $"{tags[0].Value}"] = value);
        listener.SetMeasurementEventCallback<int>((_, value, _, _) => read[""] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return read;
    }
}
