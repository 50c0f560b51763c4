namespace CamStream.Gateway.Latency;

/// <summary>
/// The stages of a frame's way from the shutter to the screen; together they are its latency.
/// </summary>
internal static class Stage
{
    public const string Camera = "camera";
    public const string Network = "network";
    public const string Ingest = "ingest";
    public const string Feed = "feed";
    public const string Encode = "encode";
    public const string Package = "package";
    public const string Deliver = "deliver";
    public const string Render = "render";
}
