namespace CamStream.Encoder.Hls;

/// <summary>An HTTP header that is sent with a part. One name may be sent several times.</summary>
internal readonly record struct PartHeader(string Name, string Value);
