using System.Diagnostics.Tracing;
using System.Globalization;
using CamStream.Bench.Processes;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace CamStream.Bench.Encode;

/// <summary>Listens to another process's runtime for what it allocates, through its diagnostics port.</summary>
internal sealed class AllocationWatch
{
    private const int CommonestTypes = 3;

    private readonly Dictionary<string, long> _bytesByType = [];
    private long _bytes, _largeBytes;

    public static async Task<Allocations> RunAsync(RunningProcess process, TimeSpan duration, double frames, TimeProvider time, CancellationToken cancellation)
    {
        var watch = new AllocationWatch();
        var provider = new EventPipeProvider(ClrTraceEventParser.ProviderName, EventLevel.Verbose, (long)ClrTraceEventParser.Keywords.GC);
        using var session = await new DiagnosticsClient(process.Id).StartEventPipeSessionAsync([provider], requestRundown: false, token: cancellation);
        var listening = Task.Run(() => watch.Listen(session.EventStream), CancellationToken.None);
        await Task.Delay(duration, time, cancellation);
        await session.StopAsync(cancellation);
        await listening.WaitAsync(cancellation);
        return new Allocations(process.Resource, watch._bytes / frames, watch._largeBytes / frames, watch.Commonest());
    }

    private void Listen(Stream events)
    {
        using var source = new EventPipeEventSource(events);
        source.Clr.GCAllocationTick += Add;
        source.Process();
    }

    private void Add(GCAllocationTickTraceData tick)
    {
        _bytes += tick.AllocationAmount64;
        if (tick.AllocationKind == GCAllocationKind.Large) _largeBytes += tick.AllocationAmount64;
        _bytesByType[tick.TypeName] = _bytesByType.GetValueOrDefault(tick.TypeName) + tick.AllocationAmount64;
    }

    private string Commonest() => string.Join(", ", _bytesByType.OrderByDescending(type => type.Value).Take(CommonestTypes)
        .Select(type => string.Create(CultureInfo.InvariantCulture, $"{type.Key} {100.0 * type.Value / _bytes:0} %")));
}
