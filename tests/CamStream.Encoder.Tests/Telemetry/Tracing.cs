namespace CamStream.Encoder.Telemetry;

/// <summary>
/// Tests of one collection run one after the other. A listener of spans is one of the whole
/// process, so these tests must not overlap.
/// </summary>
internal static class Tracing
{
    public const string Alone = "tracing";
}
