using System.Text.Json;

namespace CamStream.Gateway.Latency;

/// <summary>How far behind a camera is, and where the time goes: the Gateway's JSON.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="ClockOffsetMs">
/// How far the camera's clock is behind the server's (negative: ahead), in milliseconds; 0 while it
/// is trusted, null without frames.
/// </param>
/// <param name="Newest">
/// The newest frame that a viewer has shown; if nobody reports any, the newest delivered.
/// </param>
/// <param name="History">All frames that are remembered, oldest first.</param>
internal sealed record LatencyView(
    string Camera,
    double? ClockOffsetMs,
    LatencyView.Frame? Newest,
    IReadOnlyList<LatencyView.Entry> History
)
{
    // A page reports a camera every other second, less often if it shows many. When the last shown
    // frame is older than this, nobody reports any more.
    private static readonly TimeSpan _reportInterval = TimeSpan.FromSeconds(15);

    /// <summary>The view of a camera's frames.</summary>
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

    /// <summary>The view as UTF-8 JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, LatencyJson.Default.LatencyView);

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);

    /// <summary>A frame, stage by stage.</summary>
    /// <param name="TraceId">The id of its trace.</param>
    /// <param name="Sequence">Its number, counted by the camera.</param>
    /// <param name="Captured">When the shutter closed.</param>
    /// <param name="TotalMs">
    /// Milliseconds to the screen, or to the last stage that is known.
    /// </param>
    /// <param name="Stages">The stages in order; they add up to the total.</param>
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

    /// <summary>A stage and its duration in milliseconds.</summary>
    internal sealed record StageTime(string Name, double Ms);

    /// <summary>A frame of the last minutes.</summary>
    /// <param name="At">When the shutter closed.</param>
    /// <param name="TotalMs">As in <see cref="Frame"/>.</param>
    /// <param name="Stages">The duration of each stage in milliseconds.</param>
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
