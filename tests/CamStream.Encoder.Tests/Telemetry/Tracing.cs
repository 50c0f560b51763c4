namespace CamStream.Encoder.Telemetry;

/// <summary>
/// Tests of one collection run one after the other: whether somebody listens to spans holds for the
/// whole process.
/// </summary>
internal static class Tracing
{
    public const string Alone = "tracing";
}
