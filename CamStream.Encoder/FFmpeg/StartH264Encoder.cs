namespace CamStream.Encoder.FFmpeg;

/// <summary>Starts an encoder, which the caller owns.</summary>
internal delegate IH264Encoder StartH264Encoder(H264Session session);
