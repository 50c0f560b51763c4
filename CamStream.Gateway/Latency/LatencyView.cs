using System.Text.Json;

namespace CamStream.Gateway.Latency;

/// <summary>How far behind a camera is, and where the time goes.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="ClockOffsetMs">
/// How far the camera's clock is behind ours (negative: ahead), in milliseconds; 0 while it is
/// trusted, null while nothing is known.
/// </param>
/// <param name="Newest">
/// The newest frame that a viewer has shown; where none says so, the newest delivered.
/// </param>
/// <param name="History">All that are remembered, oldest first.</param>
internal sealed record LatencyView(
    string Camera,
    double? ClockOffsetMs,
    LatencyView.Frame? Newest,
    IReadOnlyList<LatencyView.Entry> History
)
{
    // Viewers report every other second, of many cameras less often. When what was shown is older
    // than this, nobody does any more.
    private static readonly TimeSpan _reportInterval = TimeSpan.FromSeconds(15);

    /// <param name="camera">The camera.</param>
    /// <param name="frames">Its frames, oldest first.</param>
    public static LatencyView Of(string camera, IReadOnlyList<ServedFrame> frames)
    {
        if (frames.Count == 0)
            return new LatencyView(camera, null, null, []);
        var newest = frames[^1];
        var shown = frames.LastOrDefault(frame =>
            frame.Shown is not null && newest.Frame.Captured - frame.Frame.Captured <= _reportInterval
        );
        return new LatencyView(
            camera,
            Milliseconds(newest.Frame.ClockOffset),
            Frame.Of(shown ?? newest),
            [.. frames.Select(Entry.Of)]
        );
    }

    /// <summary>As it is answered.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, LatencyJson.Default.LatencyView);

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);

    /// <summary>A frame, stage by stage.</summary>
    /// <param name="TraceId">Its trace.</param>
    /// <param name="Sequence">The camera's count.</param>
    /// <param name="Captured">When the shutter closed.</param>
    /// <param name="TotalMs">From then to the screen, or as far as is known.</param>
    /// <param name="Stages">In order; together, the total.</param>
    internal sealed record Frame(
        string TraceId,
        long Sequence,
        DateTime Captured,
        double TotalMs,
        IReadOnlyList<StageTime> Stages
    )
    {
        public static Frame Of(ServedFrame frame) =>
            new(
                frame.Frame.Package.TraceId.ToHexString(),
                frame.Frame.Sequence,
                frame.Frame.Captured.UtcDateTime,
                Milliseconds(frame.Total),
                [.. frame.Stages().Select(stage => new StageTime(stage.Stage, Milliseconds(stage.Duration)))]
            );
    }

    /// <summary>A stage and how long it took.</summary>
    internal sealed record StageTime(string Name, double Ms);

    /// <summary>A frame of the last minutes.</summary>
    /// <param name="At">When the shutter closed.</param>
    /// <param name="TotalMs">As of <see cref="Frame"/>.</param>
    /// <param name="Stages">Milliseconds by stage.</param>
    internal sealed record Entry(DateTime At, double TotalMs, IReadOnlyDictionary<string, double> Stages)
    {
        public static Entry Of(ServedFrame frame) =>
            new(
                frame.Frame.Captured.UtcDateTime,
                Milliseconds(frame.Total),
                frame.Stages().ToDictionary(stage => stage.Stage, stage => Milliseconds(stage.Duration))
            );
    }
}
