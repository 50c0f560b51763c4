using System.Diagnostics.Tracing;
using System.Globalization;
using CamStream.Bench.Processes;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace CamStream.Bench.Encode;

/// <summary>
/// Records the allocations of another process, through the diagnostics port of its runtime.
/// </summary>
internal sealed class AllocationWatch
{
    private const int CommonestTypes = 3;

    private readonly Dictionary<string, long> _small = [],
        _large = [];

    public static async Task<Allocations> RunAsync(
        RunningProcess process,
        TimeSpan duration,
        double frames,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var watch = new AllocationWatch();
        var provider = new EventPipeProvider(
            ClrTraceEventParser.ProviderName,
            EventLevel.Verbose,
            (long)ClrTraceEventParser.Keywords.GC
        );
        using var session = await new DiagnosticsClient(process.Id).StartEventPipeSessionAsync(
            [provider],
            requestRundown: false,
            token: cancellation
        );
        var listening = Task.Run(() => watch.Listen(session.EventStream), CancellationToken.None);
        await Task.Delay(duration, time, cancellation);
        await session.StopAsync(cancellation);
        await listening.WaitAsync(cancellation);
        return new Allocations(
            process.Resource,
            watch._small.Values.Sum() / frames,
            Commonest(watch._small),
            watch._large.Values.Sum() / frames,
            Commonest(watch._large)
        );
    }

    private void Listen(Stream events)
    {
        using var source = new EventPipeEventSource(events);
        source.Clr.GCAllocationTick += Add;
        source.Process();
    }

    private void Add(GCAllocationTickTraceData tick)
    {
        var bytes = tick.AllocationKind == GCAllocationKind.Large ? _large : _small;
        bytes[tick.TypeName] = bytes.GetValueOrDefault(tick.TypeName) + tick.AllocationAmount64;
    }

    private static string Commonest(Dictionary<string, long> bytes) =>
        string.Join(
            ", ",
            bytes
                .OrderByDescending(type => type.Value)
                .Take(CommonestTypes)
                .Select(type =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{type.Key.Split('.')[^1]} {100.0 * type.Value / bytes.Values.Sum():0} %"
                    )
                )
        );
}
