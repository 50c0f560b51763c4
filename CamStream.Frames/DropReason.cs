namespace CamStream.Frames;

/// <summary>
/// Why, and with that where, a captured frame was not delivered. Every frame is delivered, or
/// dropped once with one of these.
/// </summary>
public static class DropReason
{
    /// <summary>
    /// Edge: the ring of captured frames was full (the network is slower than the camera).
    /// </summary>
    public const string EdgeQueue = "edge_queue";

    /// <summary>
    /// Between Edge and Ingest: the broker refused it, or nobody subscribed; or, seen as a hole in
    /// the sequence, the broker lost or expired it.
    /// </summary>
    public const string Broker = "broker";

    /// <summary>
    /// Ingest or Encoder: not a frame (not a whole JPEG, too large, headers missing or nonsense, an
    /// impossible clock).
    /// </summary>
    public const string Invalid = "invalid";

    /// <summary>
    /// Ingest: the queue to the encoder was full, or no encoder could be reached.
    /// </summary>
    public const string IngestQueue = "ingest_queue";

    /// <summary>
    /// Between Ingest and Encoder, seen as a hole in the numbers of a feed: written to a connection
    /// that broke, and never read.
    /// </summary>
    public const string Feed = "feed";

    /// <summary>
    /// Encoder: the camera's queue was full (encoding is slower than the camera).
    /// </summary>
    public const string EncoderQueue = "encoder_queue";

    /// <summary>Encoder: the same boot and sequence came before.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>Encoder: not newer than what was already shown.</summary>
    public const string Late = "late";

    /// <summary>Encoder: ffmpeg gave no picture for it.</summary>
    public const string Undecodable = "undecodable";

    /// <summary>
    /// Encoder: a picture of another size, before the segment in which that size starts.
    /// </summary>
    public const string SizeChange = "size_change";

    /// <summary>
    /// Encoder: ffmpeg, or the stream, ended before its part was published, or ffmpeg was not to be
    /// started again yet.
    /// </summary>
    public const string EncoderStopped = "encoder_stopped";
}
