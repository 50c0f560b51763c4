namespace CamStream.Frames;

/// <summary>
/// Why, and so where, a captured frame was not delivered. Each frame is either delivered, or
/// dropped once for one of these reasons.
/// </summary>
public static class DropReason
{
    /// <summary>
    /// Edge: the ring of captured frames was full, as the network is slower than the camera.
    /// </summary>
    public const string EdgeQueue = "edge_queue";

    /// <summary>
    /// Between Edge and Ingest: the broker refused the frame or had no subscriber for it; or there
    /// is a hole in the sequence, as the broker lost or expired it.
    /// </summary>
    public const string Broker = "broker";

    /// <summary>
    /// Ingest or Encoder: the message is not a frame. The JPEG is damaged or too large, fields are
    /// missing or malformed, or the capture time leaps.
    /// </summary>
    public const string Invalid = "invalid";

    /// <summary>
    /// Ingest: the queue to the encoder was full, or no encoder was reachable.
    /// </summary>
    public const string IngestQueue = "ingest_queue";

    /// <summary>
    /// Between Ingest and Encoder: the frame was written to a connection that broke, and was never
    /// read. The Encoder sees it as a hole in the numbers of the feed.
    /// </summary>
    public const string Feed = "feed";

    /// <summary>
    /// Encoder: the camera's queue was full, as encoding is slower than the camera.
    /// </summary>
    public const string EncoderQueue = "encoder_queue";

    /// <summary>Encoder: a frame of the same boot and sequence came before.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>Encoder: the frame is not newer than what was already shown.</summary>
    public const string Late = "late";

    /// <summary>Encoder: ffmpeg could not decode the frame.</summary>
    public const string Undecodable = "undecodable";

    /// <summary>
    /// Encoder: the picture has another size, which starts with the next segment only.
    /// </summary>
    public const string SizeChange = "size_change";

    /// <summary>
    /// Encoder: ffmpeg or the stream ended before the frame's part was published, or ffmpeg may not
    /// be started again yet.
    /// </summary>
    public const string EncoderStopped = "encoder_stopped";
}
