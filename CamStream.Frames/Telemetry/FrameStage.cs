namespace CamStream.Frames.Telemetry;

/// <summary>
/// The stages of a frame's way from the shutter to the screen, in order. Each begins when the one
/// before ends, so their durations add up to the frame's latency. They are values of
/// <see cref="FrameTelemetry.Stage"/>.
/// </summary>
public static class FrameStage
{
    /// <summary>Ends when the camera begins to publish the frame.</summary>
    public const string Camera = "camera";

    /// <summary>Ends when the frame's message arrives at Ingest.</summary>
    public const string Network = "network";

    /// <summary>Ends when Ingest begins to write the frame to an encoder.</summary>
    public const string Ingest = "ingest";

    /// <summary>Ends when the frame arrives at the encoder.</summary>
    public const string Feed = "feed";

    /// <summary>Ends when the frame's picture is encoded.</summary>
    public const string Encode = "encode";

    /// <summary>Ends when the frame's part is published.</summary>
    public const string Package = "package";

    /// <summary>Ends when the first viewer has the last byte of the part.</summary>
    public const string Deliver = "deliver";

    /// <summary>Ends when the first viewer that reports it has the frame on screen.</summary>
    public const string Render = "render";
}
