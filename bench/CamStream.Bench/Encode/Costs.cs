using CamStream.Bench.Processes;

namespace CamStream.Bench.Encode;

/// <summary>Sums of processor time, as shares of one core.</summary>
internal sealed class Costs(IReadOnlyList<ProcessorUse> uses)
{
    private static readonly string[] _ourKinds = ["camera", "ingest", "encoder", "gateway"];

    /// <summary>The kinds of processes that a server runs for its cameras.</summary>
    public static readonly string[] ServerKinds = ["ingest", "encoder", "gateway", "ffmpeg", "mqtt"];

    /// <summary>
    /// The services as deployed: Ingest, the Gateway, and the Encoder with its ffmpeg processes.
    /// </summary>
    public double Services => Sum(["ingest", "encoder", "ffmpeg", "gateway"]);

    /// <summary>All our .NET processes, camera agents included.</summary>
    public double Ours => Sum(_ourKinds);

    /// <summary>Our .NET processes without the camera agents.</summary>
    public double Server => Sum(_ourKinds.Except(["camera"]));

    public double FFmpeg => Sum(["ffmpeg"]);

    private double Sum(IEnumerable<string> kinds) =>
        uses.Where(use => kinds.Contains(use.Kind)).Sum(use => use.Processor);
}
