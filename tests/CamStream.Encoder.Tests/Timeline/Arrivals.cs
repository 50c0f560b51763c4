namespace CamStream.Encoder.Timeline;

/// <summary>
/// Makes arrivals of frames. Times are milliseconds since <see cref="Origin"/>, the start of a
/// segment.
/// </summary>
internal static class Arrivals
{
    public static readonly MediaGrid Grid = new TimelineOptions().Grid;

    public static readonly MediaTime Origin = Grid.StartOf(897_669_000);

    public static MediaTime At(double milliseconds) => Origin + Length(milliseconds);

    public static MediaTime Length(double milliseconds) => new((long)Math.Round(milliseconds * 90));

    public static FrameArrival Frame(
        long sequence,
        double captured,
        double delay = 20,
        string boot = "boot",
        int width = 640,
        int height = 480
    ) => new(boot, sequence, At(captured), At(captured + delay), width, height);

    /// <summary>Frames at a steady rate, each arriving 20 ms after its capture.</summary>
    public static IEnumerable<FrameArrival> Steady(
        double fps,
        double from,
        double to,
        long firstSequence = 0,
        string boot = "boot"
    )
    {
        for (var i = 0; from + i * 1000 / fps < to; i++)
            yield return Frame(firstSequence + i, from + i * 1000 / fps, boot: boot);
    }

    /// <summary>
    /// Whatever a camera and a network may do, from a seed, in the order of arrival.
    /// </summary>
    public static List<FrameArrival> Wild(int seed, double seconds = 40)
    {
        var random = new Random(seed);
        var frames = new List<FrameArrival>();
        double[] rates = [0.5, 1, 2, 5, 10, 12.5, 15, 24, 25, 30, 60];
        var rate = rates[random.Next(rates.Length)];
        var jitter = random.NextDouble() * 0.4;
        var (boot, sequence, leap, stall) = (0, 0L, 0.0, 0.0);
        var (width, height) = (640, 480);
        for (
            var time = random.NextDouble() * 4000;
            time < seconds * 1000;
            time += 1000 / rate * (1 + (random.NextDouble() - 0.5) * 2 * jitter)
        )
        {
            switch (random.Next(400))
            {
                case 0:
                    rate = rates[random.Next(rates.Length)];
                    break;
                case 1:
                    time += random.Next(20_000);
                    break; // the camera stops
                case 2:
                    stall = time + random.Next(3_000);
                    break; // the network stops, then a burst comes
                case 3:
                    leap = random.Next(-4_000, 4_000);
                    break; // its clock is set
                case 4:
                    boot++;
                    sequence = 0;
                    break;
                case 5:
                    sequence = Math.Max(0, sequence - 30);
                    break;
                case 6 or 7:
                    (width, height) = random.Next(2) == 0 ? (640, 480) : (1280, 720);
                    break;
            }
            sequence++;
            if (random.Next(50) == 0)
                continue; // lost
            var delay = 5 + random.NextDouble() * (random.Next(20) == 0 ? 400 : 40);
            var arrival = Math.Max(time + delay, stall);
            var frame = Frame(sequence, time + leap, arrival - time - leap, $"b{boot}", width, height);
            frames.Add(frame);
            if (random.Next(40) == 0)
                frames.Add(frame with { Arrived = frame.Arrived + new MediaTime(random.Next(90_000)) });
        }
        return [.. frames.OrderBy(f => f.Arrived)];
    }
}
